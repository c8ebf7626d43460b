import { noiseParameter, planeClasses } from './plane';

/** Radius at the arms' end: with the radius uniform, the mean square of a coordinate is R²/6 = 1. */
const RADIUS = Math.sqrt(6);

export const spirals = planeClasses({
  id: 'spirals',
  label: 'Spirals',
  description: 'Two arms wound round each other: hard for a shallow network, so depth has something to do.',
  source: 'Lang & Witbrock 1988; TensorFlow Playground',
  parameters: [
    {
      id: 'turns',
      label: 'Turns',
      type: 'number',
      default: 1.25,
      min: 0.25,
      max: 4,
      slider: { min: 0.5, max: 3, scale: 'linear' },
      effect: 'rebuild',
      description: 'How often each arm goes round.',
    },
    noiseParameter(0.1),
  ],
  classNames: ['first arm', 'second arm'],
  extent: 3,
  point(side, { uniforms: [along], normals: [dx, dy] }, values) {
    const angle = 2 * Math.PI * Number(values.turns) * along + Math.PI * side;
    const noise = Number(values.noise);
    return [RADIUS * along * Math.cos(angle) + noise * dx, RADIUS * along * Math.sin(angle) + noise * dy];
  },
});
