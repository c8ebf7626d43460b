import { fixedSplit, parsePacked } from './packed';
import { fileOf, type Dataset, type Split } from './types';

const TRAIN_ROWS = 1437;
/** Pixels are 0…16. */
const WHITE = 16;

/** 1,797 handwritten digits as 64 inputs, standardized by one mean and one deviation of the whole set: 1,437 to train on, 360 held out. */
export const digits: Dataset = {
  id: 'digits',
  label: 'Handwritten digits',
  noun: 'digits',
  description: 'Real digits of 8×8 pixels: small enough to train in seconds, real enough to be believed.',
  source: 'Alpaydın & Kaynak 1998, UCI, CC BY 4.0',
  parameters: [],
  losses: ['softmaxCrossEntropy'],
  file: 'digits.bin',
  make(_values, _seed, file) {
    const { rows, columns, classes, values, labels } = parsePacked(fileOf(digits, file));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    const split = (chosen: Uint32Array): Split => {
      const x = new Float32Array(chosen.length * columns);
      const y = new Float32Array(chosen.length * classes.length);
      chosen.forEach((row, index) => {
        for (let column = 0; column < columns; column++) {
          x[index * columns + column] = ((values[row * columns + column] ?? 0) - mean) / deviation;
        }
        y[index * classes.length + (labels[row] ?? 0)] = 1;
      });
      return { x, y, count: chosen.length };
    };
    const chosen = fixedSplit('digits', rows, TRAIN_ROWS);
    const heldOutPictures = new Float32Array(chosen.heldOut.length * columns);
    chosen.heldOut.forEach((row, index) => {
      heldOutPictures.set(
        values.subarray(row * columns, (row + 1) * columns).map((pixel) => pixel / WHITE),
        index * columns,
      );
    });
    return {
      inputShape: [columns],
      outputs: classes.length,
      task: 'classes',
      train: split(chosen.train),
      heldOut: split(chosen.heldOut),
      classNames: classes,
      picture: { kind: 'images', width: 8, height: 8 },
      heldOutPictures,
    };
  },
};
