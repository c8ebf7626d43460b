import { fixedSplit, parsePacked } from './packed';
import { fileOf, type Dataset, type Split } from './types';

const TRAIN_ROWS = 455;

/** 569 tumours of 30 measurements, each standardized by its mean and deviation over the 455 training rows; 114 held out. Label 1: benign. */
export const breastCancer: Dataset = {
  id: 'breastCancer',
  label: 'Breast cancer',
  noun: 'tumours',
  description: 'Thirty measurements of cell nuclei; is the tumour benign? Real, tabular, nearly linear.',
  source: 'Wolberg, Mangasarian, Street & Street 1995, UCI, CC BY 4.0',
  parameters: [],
  losses: ['binaryCrossEntropy', 'mse'],
  file: 'breastCancer.bin',
  make(_values, _seed, file) {
    const { rows, columns, classes, values, labels } = parsePacked(fileOf(breastCancer, file));
    const chosen = fixedSplit('breastCancer', rows, TRAIN_ROWS);
    const raw = (row: number, column: number) => values[row * columns + column] ?? 0;
    const scales = Array.from({ length: columns }, (_, column) => {
      const measured = Array.from(chosen.train, (row) => raw(row, column));
      const mean = measured.reduce((sum, value) => sum + value, 0) / measured.length;
      const variance = measured.reduce((sum, value) => sum + (value - mean) ** 2, 0) / measured.length;
      return { mean, deviation: Math.sqrt(variance) };
    });
    const split = (part: Uint32Array): Split => {
      const x = new Float32Array(part.length * columns);
      part.forEach((row, index) => {
        scales.forEach(({ mean, deviation }, column) => {
          x[index * columns + column] = (raw(row, column) - mean) / deviation;
        });
      });
      return { x, y: Float32Array.from(part, (row) => labels[row] ?? 0), count: part.length };
    };
    return {
      inputShape: [columns],
      outputs: 1,
      task: 'binary',
      train: split(chosen.train),
      heldOut: split(chosen.heldOut),
      classNames: classes,
      picture: { kind: 'table' },
    };
  },
};
