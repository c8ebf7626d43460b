/** What the numbers mean: the open word, the diagnosis, why the selected layer grows, what the networks say. */
import { WordPanel } from '../panel/WordPanel';
import type { Layout } from '../useLayout';
import { Diagnosis } from './Diagnosis';
import { Gains } from './Gains';
import { Prediction } from './Prediction';
import { Spread } from './Spread';

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
