/** What the numbers mean: the open word, the diagnosis, why the selected layer grows, where theory ends, what the networks say. */
import { later } from '../later';
import type { Layout } from '../useLayout';
import { Diagnosis } from './Diagnosis';

const WordPanel = later('WordPanel');
const Gains = later('Gains');
const Prediction = later('Prediction');
const Spread = later('Spread');
const TheoryLimits = later('TheoryLimits');

export function Inspector({ layout }: { readonly layout: Layout }) {
  return (
    <aside className="inspector" aria-label="Inspector">
      {layout === 'wide' && <WordPanel />}
      <Diagnosis />
      <Gains />
      <TheoryLimits />
      <Prediction />
      <Spread />
    </aside>
  );
}
