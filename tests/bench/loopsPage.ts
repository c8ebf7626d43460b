/** Bundled by scripts/bench.mjs: the two contenders that use no library. */
import { type Contender, offer, type Task } from './contender';
import { scalarObjects } from './scalarObjects';
import { typedArrays } from './typedArrays';
import { sizeOf, type Work, workOf } from './work';

const stack = (make: (work: Work) => Promise<Contender>) => (task: Task) => make(workOf(sizeOf(task)));

offer(() => Promise.resolve('JavaScript'), {
  objects: stack(scalarObjects),
  arrays: stack(typedArrays),
});
