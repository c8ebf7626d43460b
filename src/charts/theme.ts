/** Light and dark: every colour and font that a chart may use (design: "Colours", with correction 6 for the lanes). */
import { color, rgb, scaleDiverging, scaleLinear } from 'd3';
import type { Theme } from './types';

/** Places of the stops on the diverging scale, from −1 (weaker) to 1 (stronger). */
export const STOPS = [-1, -0.66, -0.33, 0, 0.33, 0.66, 1] as const;
export const STOP_COLOURS = {
  light: ['#17386b', '#3f77ad', '#a6c6dc', '#f3efe5', '#f3bd84', '#d9692c', '#86200b'],
  dark: ['#b9e0ff', '#4f93cf', '#274a69', '#24221e', '#713817', '#dd6a25', '#ffd79a'],
} as const;

/** Entries of the colour table. */
export const TABLE_SIZE = 256;

const SANS = "'Source Sans 3 Variable', 'Source Sans 3', system-ui, sans-serif";
const SERIF = "'Source Serif 4 Variable', 'Source Serif 4', Georgia, serif";

export const lightTheme: Theme = {
  name: 'light',
  paper: '#fbf9f4',
  raised: '#ffffff',
  ink: '#1d1b18',
  ink2: '#575248',
  ink3: '#757063',
  rule: '#d9d3c6',
  hair: '#ebe6db',
  accent: '#0a6b5c',
  hot: '#a5330c',
  cold: '#285f95',
  bad: '#9d0f7c',
  notFinite: { ground: '#1d1b18', mark: '#e04bb8' },
  lanes: [
    { colour: '#1d1b18', dash: [] },
    { colour: '#3d4fa1', dash: [] },
    { colour: '#7a5b00', dash: [] },
    { colour: '#1d1b18', dash: [9, 4] },
    { colour: '#3d4fa1', dash: [2, 3] },
    { colour: '#7a5b00', dash: [9, 3, 2, 3] },
  ],
  sans: SANS,
  serif: SERIF,
  scale: sampleScale(STOP_COLOURS.light),
};

export const darkTheme: Theme = {
  name: 'dark',
  paper: '#161512',
  raised: '#201e1a',
  ink: '#f1ede3',
  ink2: '#b8b1a2',
  ink3: '#8f897b',
  rule: '#3b372f',
  hair: '#292620',
  accent: '#5fcdb3',
  hot: '#ff9a5c',
  cold: '#8cc0ee',
  bad: '#ff7ad6',
  notFinite: { ground: '#000000', mark: '#ff7ad6' },
  lanes: [
    { colour: '#f1ede3', dash: [] },
    { colour: '#a9b6ff', dash: [] },
    { colour: '#e2c36b', dash: [] },
    { colour: '#f1ede3', dash: [9, 4] },
    { colour: '#a9b6ff', dash: [2, 3] },
    { colour: '#e2c36b', dash: [9, 3, 2, 3] },
  ],
  sans: SANS,
  serif: SERIF,
  scale: sampleScale(STOP_COLOURS.dark),
};

export const themes = { light: lightTheme, dark: darkTheme } as const;

/** For who asks for more contrast: each grey takes the place of the next stronger one, as in the page's tokens. */
const strengthened = (theme: Theme): Theme => ({
  ...theme,
  ink2: theme.ink,
  ink3: theme.ink2,
  rule: theme.ink3,
  hair: theme.rule,
});
export const strongThemes = { light: strengthened(lightTheme), dark: strengthened(darkTheme) } as const;

/** RGB triples of a diverging scale through the stops, linear in sRGB between them. */
function sampleScale(colours: readonly string[]): Uint8ClampedArray {
  const stops = scaleLinear<string>().domain(STOPS).range(colours).clamp(true);
  const diverging = scaleDiverging((t) => stops(2 * t - 1)).domain([-1, 0, 1]);
  const table = new Uint8ClampedArray(TABLE_SIZE * 3);
  for (let entry = 0; entry < TABLE_SIZE; entry++) {
    const { r, g, b } = rgb(diverging((2 * entry) / (TABLE_SIZE - 1) - 1));
    table.set([r, g, b], entry * 3);
  }
  return table;
}

/** A colour of the theme, made transparent. */
export function withAlpha(colour: string, alpha: number): string {
  const parsed = color(colour)?.rgb();
  return parsed ? `rgba(${parsed.r}, ${parsed.g}, ${parsed.b}, ${alpha})` : colour;
}

/** An entry of the colour table as CSS. */
export function tableColour(theme: Theme, entry: number): string {
  const at = Math.min(TABLE_SIZE - 1, Math.max(0, Math.round(entry))) * 3;
  return `rgb(${theme.scale[at] ?? 0}, ${theme.scale[at + 1] ?? 0}, ${theme.scale[at + 2] ?? 0})`;
}

/** The line of a lane; beyond the last it takes the first one's again (its letter tells it). */
export function laneLine(
  theme: Theme,
  index: number,
): { readonly colour: string; readonly dash: readonly number[] } {
  return theme.lanes[index % theme.lanes.length] ?? { colour: theme.ink, dash: [] };
}
