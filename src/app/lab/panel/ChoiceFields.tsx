/** One choice of the catalogue: what it does in plain words, its sliders, its formula, and the others as words. */
import { type ReactNode, useId } from 'react';
import type { Choice, Entry, Value } from '../../../catalogue/types';
import { type Gesture, ParameterField } from '../parts/ParameterField';
import { MathText } from '../parts/MathText';
import { usualChoice } from '../cures';

export function ChoiceFields<E extends Entry>(props: {
  readonly entries: readonly E[];
  readonly choice: Choice;
  readonly legend: string;
  readonly gesture: Gesture;
  readonly onChoose: (choice: Choice) => void;
  readonly onParameter: (id: string, value: Value) => void;
  /** Another cannot be chosen. */
  readonly isFixed?: boolean;
  /** Before the sliders: a curve, more fields. */
  readonly children?: ReactNode;
  /** What it is now, in plain words. */
  readonly lead?: ReactNode;
}) {
  const { entries, choice, gesture, onChoose, onParameter } = props;
  const name = useId();
  const entry = entries.find(({ id }) => id === choice.kind);
  return (
    <>
      {props.lead}
      {entry && (
        <p className={props.lead ? 'quiet' : ''}>
          <MathText text={entry.description} />
        </p>
      )}
      {props.children}
      {entry && entry.parameters.length > 0 && (
        <div className="panel-fields">
          {entry.parameters.map((parameter) => (
            <ParameterField
              key={`${entry.id}.${parameter.id}`}
              parameter={parameter}
              value={choice[parameter.id] ?? parameter.default}
              gesture={gesture}
              onChange={(value) => onParameter(parameter.id, value)}
            />
          ))}
        </div>
      )}
      {entry && (
        <p className="formula">
          <MathText text={entry.formula} />
        </p>
      )}
      {entry && (
        <p className="quiet small">
          <MathText text={entry.source} />
        </p>
      )}
      {entries.length > 1 && (
        <fieldset className="words-row" disabled={props.isFixed}>
          <legend>{props.legend}</legend>
          {entries.map((each) => (
            <label key={each.id} className="choice-word">
              <input
                type="radio"
                className="spoken"
                name={name}
                value={each.id}
                checked={each.id === choice.kind}
                onChange={() => onChoose(usualChoice(each, choice))}
              />
              <span>{each.label}</span>
            </label>
          ))}
        </fieldset>
      )}
    </>
  );
}
