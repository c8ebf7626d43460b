/** Which cases of the gallery are held to a picture: few, where looks matter. Facts are held on the recorder (tests/charts). */

type Themes = 'light' | 'dark' | 'both';

/** Group, then what the case's name begins with. */
export const CHARTS: Readonly<Record<string, Readonly<Record<string, Themes>>>> = {
  lab: { 'the opening screen': 'light', '360 px': 'dark' },
  heatmap: {
    healthy: 'both',
    'dead at step 2': 'both',
    empty: 'light',
    'one layer': 'dark',
    '100,000 steps': 'dark',
    'Inf after finite': 'light',
    'exact zeros': 'dark',
    'a fork': 'light',
    '200 layers': 'dark',
    'a share': 'light',
    '360 px': 'light',
    'at the right edge': 'dark',
  },
  profile: {
    healthy: 'both',
    'dead: step 0': 'dark',
    'all NaN': 'dark',
    'exact zeros': 'light',
    'off to the left': 'dark',
    'near the float32 wall': 'light',
    'a dead lane in a narrow strip': 'light',
    'a share': 'dark',
    'at the right edge': 'light',
  },
  loss: {
    'the opening screen': 'both',
    'held-out points': 'light',
    'Inf after finite': 'dark',
    'four lanes': 'light',
    'one step': 'light',
    '100,000 steps': 'light',
    'at the right edge': 'dark',
    '360 px': 'light',
  },
  norm: { 'clipped at 1': 'both', 'skipped steps': 'light', 'dead at step 2': 'dark', '360 px': 'light' },
  legend: { 'all classes': 'both', 'a share': 'light', 'a tiny centre': 'dark', 'as deutan': 'light' },
  'why it grows': { 'two lanes': 'both', 'exact zeros': 'dark', 'at the right edge': 'light' },
  histogram: { weights: 'light', 'Inf after finite': 'both', empty: 'dark' },
  prediction: {
    'spirals, two lanes': 'light',
    'three classes': 'light',
    'a curve': 'dark',
    digits: 'both',
    'a table': 'light',
  },
};

/** A state of the lab, a theme and a window each. */
export const PANELS = [
  ['loading', 'dark', 390, 844],
  ['empty', 'light', 768, 1024],
  ['exploding', 'dark', 1024, 768],
  ['dead', 'light', 1440, 900],
  ['refused', 'light', 360, 740],
  ['fork', 'dark', 768, 1024],
  ['long-words', 'light', 390, 844],
  ['no-engine', 'light', 1024, 768],
] as const;
