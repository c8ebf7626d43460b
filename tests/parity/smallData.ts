import { spirals } from '../../src/data/spirals';
import { withDefaults } from '../../src/data/load';
import type { Data } from '../../src/data/types';

export const makeSpirals = (): Data => spirals.make(withDefaults(spirals, {}), 3);
