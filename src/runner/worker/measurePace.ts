/** How fast the lanes train together, without advancing them: for the choice of a backend before a run. */
import type { Lanes } from './lanes';
import type { Clock } from './scheduler';

/** Steps a second of all lanes in lockstep; 0 where there are none. Lanes that have made steps are left alone. */
export async function measurePace(lanes: Lanes, clock: Clock): Promise<number> {
  const fresh = lanes.list.filter((lane) => lane.trainer.nextStep === 0);
  if (fresh.length === 0) return 0;
  const once = async () => {
    for (const lane of fresh) lane.trainer.step();
    for (const lane of fresh) await lane.trainer.read();
  };
  try {
    await once(); // shaders are compiled in the first
    const started = clock.now();
    let steps = 0;
    do {
      await once();
      steps++;
    } while (steps < 5 && clock.now() - started < 400);
    return (1000 * steps) / (clock.now() - started);
  } finally {
    for (const lane of fresh) lane.trainer.rewind();
  }
}
