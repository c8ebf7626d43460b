import { planeClasses } from './plane';

export const gaussians = planeClasses({
  id: 'gaussians',
  label: 'Two clouds',
  description: 'Two normal clouds: a straight line parts them, so whatever goes wrong is not the task.',
  source: 'TensorFlow Playground',
  parameters: [
    {
      id: 'distance',
      label: 'Distance',
      type: 'number',
      default: 4,
      min: 0,
      max: 20,
      slider: { min: 1, max: 10, scale: 'linear' },
      effect: 'rebuild',
      description: 'Between the centres, in standard deviations of a cloud.',
    },
  ],
  classNames: ['lower left', 'upper right'],
  extent: 3,
  point(side, { normals: [dx, dy] }, values) {
    const centre = ((side === 0 ? -1 : 1) * Number(values.distance)) / Math.sqrt(8);
    const scale = 1 / Math.sqrt(1 + centre * centre); // mean square of a coordinate: 1
    return [scale * (centre + dx), scale * (centre + dy)];
  },
});
