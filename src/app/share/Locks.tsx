/** Which controls the reader of the link has. It holds on this page too, so that the author sees what the reader will. */
import { useId } from 'react';
import { CONTROLS, type ControlId } from '../../spec/controls';
import type { ControlsSpec } from '../../spec/types';
import { useExperiment, useHouse } from '../lab/house';
import { controlWords } from '../words/controlWords';

const text = {
  title: 'What a reader may change',
  all: 'Everything',
  some: 'Only this',
  others: 'All else',
  kinds: { shown: 'can be read', hidden: 'is hidden' },
};
const FIRST: ControlsSpec = { open: ['clipping'], others: 'shown' };

export function Locks() {
  const id = useId();
  const { experiment } = useHouse();
  const controls = useExperiment((state) => state.experiment.view.controls);
  const set = (next: ControlsSpec | null) => experiment.getState().setControls(next);
  const toggle = (control: ControlId) => {
    if (!controls) return;
    const open = controls.open.includes(control)
      ? controls.open.filter((each) => each !== control)
      : [...controls.open, control];
    set({ ...controls, open });
  };
  return (
    <fieldset className="share-locks">
      <legend>
        <h3>{text.title}</h3>
      </legend>
      <div className="share-kinds">
        <Choice of={`${id} which`} words={text.all} isChosen={controls === null} choose={() => set(null)} />
        <Choice
          of={`${id} which`}
          words={text.some}
          isChosen={controls !== null}
          choose={() => set(controls ?? FIRST)}
        />
      </div>
      {controls && (
        <>
          <div className="share-controls">
            {CONTROLS.map((control) => (
              <label key={control}>
                <input
                  type="checkbox"
                  checked={controls.open.includes(control)}
                  onChange={() => toggle(control)}
                />
                {controlWords[control]}
              </label>
            ))}
          </div>
          <fieldset className="share-kinds">
            <legend className="quiet">{text.others}</legend>
            {(['shown', 'hidden'] as const).map((others) => (
              <Choice
                key={others}
                of={`${id} others`}
                words={text.kinds[others]}
                isChosen={controls.others === others}
                choose={() => set({ ...controls, others })}
              />
            ))}
          </fieldset>
        </>
      )}
    </fieldset>
  );
}

function Choice(props: {
  readonly of: string;
  readonly words: string;
  readonly isChosen: boolean;
  readonly choose: () => void;
}) {
  return (
    <label className="choice-word">
      <input
        type="radio"
        className="spoken"
        name={props.of}
        checked={props.isChosen}
        onChange={props.choose}
      />
      <span>{props.words}</span>
    </label>
  );
}
