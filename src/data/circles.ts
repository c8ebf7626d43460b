import { noiseParameter, planeClasses } from './plane';

export const circles = planeClasses({
  id: 'circles',
  label: 'Circles',
  description: 'A ring inside a ring: no straight line parts them, one hidden layer does.',
  source: 'scikit-learn, make_circles',
  parameters: [
    {
      id: 'inner',
      label: 'Inner radius',
      type: 'number',
      default: 0.4,
      min: 0,
      max: 0.95,
      slider: { min: 0.1, max: 0.9, scale: 'linear' },
      effect: 'rebuild',
      description: 'Radius of the inner ring, as a share of the outer one.',
    },
    noiseParameter(0.1),
  ],
  classNames: ['outer', 'inner'],
  extent: 3,
  point(side, { uniforms: [turn], normals: [dx, dy] }, values) {
    const inner = Number(values.inner);
    const outer = Math.sqrt(4 / (1 + inner * inner)); // mean square of a coordinate: outer²(1 + inner²)/4 = 1
    const radius = side === 0 ? outer : outer * inner;
    const noise = Number(values.noise);
    return [
      radius * Math.cos(2 * Math.PI * turn) + noise * dx,
      radius * Math.sin(2 * Math.PI * turn) + noise * dy,
    ];
  },
});
