import { noiseParameter, planeClasses } from './plane';

/** Both half circles together have mean (1/2, 1/4) and variances 3/4 and 1/2 − 4/π² + (2/π − 1/4)². One factor for both axes keeps them round. */
const SCALE = Math.sqrt(2 / (0.75 + 0.5 - 4 / Math.PI ** 2 + (2 / Math.PI - 0.25) ** 2));

export const moons = planeClasses({
  id: 'moons',
  label: 'Moons',
  description: 'Two half circles hooked into each other: easy, and curved.',
  source: 'scikit-learn, make_moons',
  parameters: [noiseParameter(0.15)],
  classNames: ['upper', 'lower'],
  extent: 3,
  point(side, { uniforms: [along], normals: [dx, dy] }, values) {
    const [cos, sin] = [Math.cos(Math.PI * along), Math.sin(Math.PI * along)];
    const [x, y] = side === 0 ? [cos, sin] : [1 - cos, 0.5 - sin];
    const noise = Number(values.noise);
    return [SCALE * (x - 0.5) + noise * dx, SCALE * (y - 0.25) + noise * dy];
  },
});
