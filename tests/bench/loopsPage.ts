/** Bundled by scripts/bench.mjs: the two contenders that use no library. */
import { offer } from './contender';
import { scalarObjects } from './scalarObjects';
import { typedArrays } from './typedArrays';

offer(() => Promise.resolve('JavaScript'), { objects: scalarObjects, arrays: typedArrays });
