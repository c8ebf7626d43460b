/** Every loss, in the order of the menu. A new one is a file here and a line below. */
import { lookup } from '../lookup';
import type { Loss } from '../types';
import { binaryCrossEntropy } from './binaryCrossEntropy';
import { mse } from './mse';
import { readOut } from './readOut';
import { softmaxCrossEntropy } from './softmaxCrossEntropy';

export const LOSSES: readonly Loss[] = [mse, binaryCrossEntropy, softmaxCrossEntropy, readOut];

export const loss = lookup('loss', LOSSES);
