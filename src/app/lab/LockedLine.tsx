/** Says what the author of a link locked, and always offers the way out. */
import { lockSentence } from '../words/controlWords';
import { useExperiment, useHouse } from './house';

const text = { unlock: 'Unlock a copy' };

export function LockedLine() {
  const { experiment } = useHouse();
  const sentence = useExperiment((state) => lockSentence(state.experiment));
  if (sentence === '') return null;
  return (
    <p className="notice locked-line">
      {sentence}
      <button type="button" className="act teal" onClick={() => experiment.getState().setControls(null)}>
        {text.unlock}
      </button>
    </p>
  );
}
