/** What `npm run findings -- --write` measured of each preset, in measured.json; no number in it is written by hand. */
export type Measured = Readonly<Record<string, MeasuredPreset>>;

export interface MeasuredPreset {
  readonly backend: string;
  /** So many seeds, from the preset's own on. */
  readonly seeds: number;
  readonly checks: readonly MeasuredCheck[];
}

export interface MeasuredCheck {
  /** What was measured, of which lane. */
  readonly what: string;
  readonly holds: boolean;
  /** One a seed; what is no number as a word: `Infinity` of a step is never. */
  readonly values: readonly (number | 'Infinity' | '-Infinity' | 'NaN')[];
}
