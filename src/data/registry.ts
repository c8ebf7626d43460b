/** Every data set, in the order of the menu. */
import { adding } from './adding';
import { breastCancer } from './breastCancer';
import { circles } from './circles';
import { copy } from './copy';
import { csv } from './csv';
import { digits } from './digits';
import { gaussians } from './gaussians';
import { moons } from './moons';
import { noise } from './noise';
import { planeRegression } from './planeRegression';
import { spirals } from './spirals';
import { temporalOrder } from './temporalOrder';
import type { Dataset } from './types';
import { waveRegression } from './waveRegression';
import { xor } from './xor';

export const DATASETS: readonly Dataset[] = [
  digits,
  spirals,
  circles,
  xor,
  moons,
  gaussians,
  waveRegression,
  planeRegression,
  breastCancer,
  adding,
  temporalOrder,
  copy,
  noise,
  csv,
];

const byId = new Map(DATASETS.map((entry) => [entry.id, entry]));

/** The data set of this id, or undefined. */
export const maybeDataset = (id: string): Dataset | undefined => byId.get(id);
