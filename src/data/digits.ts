import { fixedSplit, parsePacked } from './packed';
import { fileOf, type Dataset, type Split } from './types';

const TRAIN_ROWS = 1437;
const SIDE = 8;
/** Pixels are 0…16. */
const WHITE = 16;

/** 1,797 handwritten digits as 64 inputs, standardized by one mean and one deviation of the whole set: 1,437 to train on, 360 held out. */
export const digits: Dataset = {
  id: 'digits',
  label: 'Handwritten digits',
  noun: 'digits',
  description: 'Real digits of 8×8 pixels: small enough to train in seconds, real enough to be believed.',
  source: 'Alpaydın & Kaynak 1998, UCI, CC BY 4.0',
  parameters: [
    {
      id: 'layout',
      label: 'laid out as',
      type: 'choice',
      default: 'row',
      choices: ['row', 'image'],
      effect: 'rebuild',
      description: 'row: 64 numbers, for dense blocks. image: 8 × 8 pixels of one channel, for convolutions.',
    },
  ],
  losses: ['softmaxCrossEntropy'],
  file: 'digits.bin',
  make(values, _seed, file) {
    const { rows, columns, classes, values: pixels, labels } = parsePacked(fileOf(digits, file));
    const mean = pixels.reduce((sum, value) => sum + value, 0) / pixels.length;
    const deviation = Math.sqrt(pixels.reduce((sum, value) => sum + (value - mean) ** 2, 0) / pixels.length);
    const split = (chosen: Uint32Array): Split => {
      const x = new Float32Array(chosen.length * columns);
      const y = new Float32Array(chosen.length * classes.length);
      chosen.forEach((row, index) => {
        for (let column = 0; column < columns; column++) {
          x[index * columns + column] = ((pixels[row * columns + column] ?? 0) - mean) / deviation;
        }
        y[index * classes.length + (labels[row] ?? 0)] = 1;
      });
      return { x, y, count: chosen.length };
    };
    const chosen = fixedSplit('digits', rows, TRAIN_ROWS);
    const heldOutPictures = new Float32Array(chosen.heldOut.length * columns);
    chosen.heldOut.forEach((row, index) => {
      heldOutPictures.set(
        pixels.subarray(row * columns, (row + 1) * columns).map((pixel) => pixel / WHITE),
        index * columns,
      );
    });
    return {
      inputShape: values['layout'] === 'image' ? [SIDE, SIDE, 1] : [columns],
      outputs: classes.length,
      task: 'classes',
      train: split(chosen.train),
      heldOut: split(chosen.heldOut),
      classNames: classes,
      picture: { kind: 'images', width: SIDE, height: SIDE },
      heldOutPictures,
    };
  },
};
