/** Where theory's line ends or is missing beside a lane's profile, and why. */
import { useCallback, useState } from 'react';
import { LIMITS } from '../../../spec/limits';
import { theorySentences } from '../../words/theoryWords';
import { laneTheory } from '../lane/laneTheory';
import type { Live, LiveLane } from '../live';
import { useCalmly } from '../parts/useCalmly';

/** The lanes of which it is said. */
interface Said {
  readonly lanes: readonly Pick<LiveLane, 'letter' | 'index'>[];
  readonly sentences: string;
}

const heading = 'What theory leaves out';

export function TheoryLimits() {
  const [said, setSaid] = useState<readonly Said[]>([]);
  const write = useCallback((now: Live) => {
    const next = read(now);
    setSaid((before) => (keyOf(before) === keyOf(next) ? before : next));
  }, []);
  useCalmly(write);
  if (said.length === 0) return null;
  return (
    <section className="theory-limits" aria-label={heading}>
      <h2>{heading}</h2>
      {said.map(({ lanes, sentences }) => (
        <p key={sentences} className="quiet small">
          {lanes.map(({ letter, index }) => (
            <span key={letter} className={`lane-letter lane-${index % LIMITS.lanes}`}>
              {letter}{' '}
            </span>
          ))}
          {sentences}
        </p>
      ))}
    </section>
  );
}

function read({ lanes, run: { data } }: Live): readonly Said[] {
  if (!data) return [];
  const said = new Map<string, LiveLane[]>();
  for (const lane of lanes) {
    const theory = laneTheory(lane.run.layers, data);
    const sentences = theory ? theorySentences(lane.run.layers, theory).join(' ') : '';
    if (sentences) said.set(sentences, [...(said.get(sentences) ?? []), lane]);
  }
  return [...said].map(([sentences, theirs]) => ({ lanes: theirs, sentences }));
}

const keyOf = (said: readonly Said[]): string =>
  said.map(({ lanes, sentences }) => `${lanes.map(({ letter }) => letter).join()} ${sentences}`).join('\n');
