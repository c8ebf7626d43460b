/** What the numbers mean: the open word, the diagnosis, why the selected layer grows, what the networks say. */
import { later } from '../later';
import type { Layout } from '../useLayout';
import { Diagnosis } from './Diagnosis';

const WordPanel = later('WordPanel');
const Gains = later('Gains');
const Prediction = later('Prediction');
const Spread = later('Spread');

export function Inspector({ layout }: { readonly layout: Layout }) {
  return (
    <aside className="inspector" aria-label="Inspector">
      {layout === 'wide' && <WordPanel />}
      <Diagnosis />
      <Gains />
      <Prediction />
      <Spread />
    </aside>
  );
}
