/** Why a lane cannot be built, said at the block that does not fit, with what would mend it: a press does it. */
import type { LaneSpec } from '../../../spec/types';
import { useHouse } from '../house';
import { speak } from '../speech';
import type { Repair } from './repairs';

const text = { done: (words: string) => `${words}: done.` };

export function Misfit(props: {
  readonly lane: LaneSpec;
  readonly sentence: string;
  readonly repairs: readonly Repair[];
  readonly className: string;
  /** Where the block stands that it speaks of. */
  readonly top?: number | undefined;
}) {
  const { lane, sentence, repairs, className, top } = props;
  const { experiment } = useHouse();
  return (
    <div className={className} style={top === undefined ? undefined : { marginTop: top }}>
      <p>{sentence}</p>
      {repairs.length > 0 && (
        <p className="repairs">
          {repairs.map(({ words, blocks }) => (
            <button
              key={words}
              type="button"
              className="act teal"
              onClick={() => {
                experiment.getState().setStack(lane.id, blocks);
                speak(text.done(words));
              }}
            >
              {words}
            </button>
          ))}
        </p>
      )}
    </div>
  );
}
