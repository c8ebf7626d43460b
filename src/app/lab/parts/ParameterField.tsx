/** One parameter of a catalogue entry: a slider with its typed number, a switch, or words to choose from. */
import { useId } from 'react';
import type { Parameter, Value } from '../../../catalogue/types';
import { NumberField } from './NumberField';
import { clampTo, neighbour, POSITIONS, positionOf, valueAt } from './sliderScale';

export interface Gesture {
  readonly begin: () => void;
  readonly end: () => void;
}

export function ParameterField(props: {
  readonly parameter: Parameter;
  readonly value: Value;
  readonly gesture: Gesture;
  readonly onChange: (value: Value) => void;
}) {
  const { parameter, value, onChange } = props;
  const id = useId();
  if (parameter.type === 'boolean') {
    return (
      <label className="field-switch" title={parameter.description}>
        <input
          type="checkbox"
          checked={value === true}
          onChange={(event) => onChange(event.target.checked)}
        />
        {parameter.label}
      </label>
    );
  }
  if (parameter.type === 'choice') {
    return (
      <fieldset className="words-row">
        <legend className="quiet small">{parameter.label}</legend>
        {(parameter.choices ?? []).map((choice) => (
          <label key={choice} className="choice-word">
            <input
              type="radio"
              className="spoken"
              name={id}
              checked={value === choice}
              onChange={() => onChange(choice)}
            />
            <span>{choice}</span>
          </label>
        ))}
      </fieldset>
    );
  }
  return <NumberParameter {...props} id={id} value={Number(value)} />;
}

function NumberParameter(props: {
  readonly id: string;
  readonly parameter: Parameter;
  readonly value: number;
  readonly gesture: Gesture;
  readonly onChange: (value: Value) => void;
}) {
  const { id, parameter, value, gesture, onChange } = props;
  const integer = parameter.type === 'integer';
  const range = parameter.slider;
  return (
    <div className="field-number">
      {/* A symbol keeps its case: σ is not Σ, and c no lane C. */}
      <label
        htmlFor={range ? id : undefined}
        className={parameter.label.length > 1 ? 'quiet begins' : 'quiet'}
      >
        {parameter.label}
      </label>
      <NumberField
        label={`${parameter.label}, typed`}
        value={value}
        min={parameter.min}
        max={parameter.max}
        integer={integer}
        onCommit={(typed) => onChange(clampTo(parameter, typed))}
      />
      {range && (
        <input
          id={id}
          type="range"
          min={0}
          max={POSITIONS}
          step={1}
          value={positionOf(value, range)}
          aria-valuetext={String(value)}
          onPointerDown={gesture.begin}
          onPointerUp={gesture.end}
          onPointerCancel={gesture.end}
          onKeyDown={(event) => {
            const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
            if (by !== 1 && by !== -1) return;
            event.preventDefault();
            onChange(clampTo(parameter, neighbour(value, by, range, integer)));
          }}
          onChange={(event) =>
            onChange(clampTo(parameter, valueAt(Number(event.target.value), range, integer)))
          }
        />
      )}
    </div>
  );
}
