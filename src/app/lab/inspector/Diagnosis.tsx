/** What ails the lanes, in whole sentences made from the numbers at the cursor. */
import { useCallback, useState } from 'react';
import { diagnosis } from '../../words/diagnosis';
import { plainText, type Text } from '../../words/segments';
import type { Live } from '../live';
import { autopsyOf, regimeOf } from '../lane/facts';
import { useCalmly } from '../parts/useCalmly';
import { useKeptHeight } from '../parts/useKeptHeight';
import { Words } from '../parts/Words';

interface Said {
  readonly laneId: string;
  readonly regime: string;
  readonly sentences: readonly Text[];
}

export function Diagnosis() {
  const [said, setSaid] = useState<readonly Said[]>([]);
  const write = useCallback((now: Live) => {
    const next = now.lanes.flatMap(({ spec, letter, run }): Said[] => {
      const regime = regimeOf(run, now.cursorStep);
      if (!regime) return [];
      return [
        {
          laneId: spec.id,
          regime: regime.name,
          sentences: diagnosis({ lane: letter, layers: run.layers, regime, autopsy: autopsyOf(run) }),
        },
      ];
    });
    setSaid((before) => (plain(before) === plain(next) ? before : next));
  }, []);
  useCalmly(write);
  const section = useKeptHeight(said.map(({ laneId, regime }) => `${laneId} ${regime}`).join());

  if (said.length === 0) return null;
  return (
    <section ref={section} className="diagnosis" aria-label="Diagnosis">
      {said.map(({ laneId, sentences }) => (
        <p key={laneId}>
          {sentences.map((sentence, index) => (
            <span key={index}>
              {index > 0 && ' '}
              <Words text={sentence} />
            </span>
          ))}
        </p>
      ))}
    </section>
  );
}

const plain = (said: readonly Said[]): string =>
  said.map(({ sentences }) => sentences.map(plainText).join(' ')).join('\n');
