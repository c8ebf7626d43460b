import { noiseParameter, planeClasses } from './plane';

/** Half the side of the square: a uniform coordinate on [−√3, √3] has variance 1. */
const HALF = Math.sqrt(3);

export const xor = planeClasses({
  id: 'xor',
  label: 'Exclusive or',
  description: 'Four quarters of a square; opposite quarters belong together.',
  source: 'Minsky & Papert 1969; TensorFlow Playground',
  parameters: [noiseParameter(0.05)],
  classNames: ['same sign', 'opposite signs'],
  extent: 2.25,
  point(side, { uniforms: [across, up], normals: [dx, dy] }, values) {
    const x = HALF * (2 * across - 1);
    const sign = x < 0 === (side === 0) ? -1 : 1;
    const noise = Number(values.noise);
    return [x + noise * dx, sign * HALF * up + noise * dy];
  },
});
