/** Where theory's line ends or is missing beside a lane's profile, and why. */
import { useCallback, useState } from 'react';
import { LIMITS } from '../../../spec/limits';
import { theorySentences } from '../../words/theoryWords';
import { laneTheory } from '../lane/laneTheory';
import type { Live } from '../live';
import { useCalmly } from '../parts/useCalmly';

interface Said {
  readonly letter: string;
  readonly index: number;
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
      {said.map(({ letter, index, sentences }) => (
        <p key={letter} className="quiet small">
          <span className={`lane-letter lane-${index % LIMITS.lanes}`}>{letter}</span> {sentences}
        </p>
      ))}
    </section>
  );
}

function read({ lanes, run: { data } }: Live): readonly Said[] {
  if (!data) return [];
  return lanes.flatMap(({ letter, index, run: { layers } }): Said[] => {
    const theory = laneTheory(layers, data);
    const sentences = theory ? theorySentences(layers, theory).join(' ') : '';
    return sentences ? [{ letter, index, sentences }] : [];
  });
}

const keyOf = (said: readonly Said[]): string =>
  said.map(({ letter, sentences }) => `${letter} ${sentences}`).join('\n');
