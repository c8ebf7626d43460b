/** Loss or gradient norm over the same steps as the maps, the cursor's handle, and the legend of the colours. */
import { useId, useState } from 'react';
import { letterAt } from '../../../state/derived';
import { footHeight } from '../geometry';
import { useExperiment } from '../house';
import { later } from '../later';
import type { Layout } from '../useLayout';
import { Legend } from './Legend';

const StepChart = later('StepChart');
const text = {
  region: 'Loss and gradient norm',
  loss: 'Loss',
  norm: (letter: string) => `Gradient norm of ${letter}`,
  hint: 'Drag the line to go back to any step.',
};

export function Foot({ layout }: { readonly layout: Layout }) {
  const lanes = useExperiment(({ experiment }) => experiment.lanes);
  const [shown, setShown] = useState<string>('loss');
  const name = useId();
  const normLane = lanes.find(({ id }) => id === shown) ?? null;
  return (
    <section className="foot" aria-label={text.region}>
      <div className="foot-words">
        <fieldset>
          <legend className="spoken">{text.region}</legend>
          <label className="choice-word">
            <input
              type="radio"
              className="spoken"
              name={name}
              checked={!normLane}
              onChange={() => setShown('loss')}
            />
            <span>{text.loss}</span>
          </label>
          {lanes.map(({ id }, index) => (
            <label key={id} className="choice-word">
              <input
                type="radio"
                className="spoken"
                name={name}
                checked={normLane?.id === id}
                onChange={() => setShown(id)}
              />
              <span>{text.norm(letterAt(index))}</span>
            </label>
          ))}
        </fieldset>
        <p className="quiet small">{text.hint}</p>
      </div>
      <div className="foot-chart" style={{ minHeight: footHeight(layout, lanes.length) }}>
        <StepChart layout={layout} normLane={normLane?.id ?? null} />
      </div>
      <div className="foot-side">
        <Legend />
      </div>
    </section>
  );
}
