/** Cases of the legend, and the scale as readers with another colour sense see it. */
import { gradientOutput } from '../catalogue/metrics/gradientOutput';
import { growth } from '../catalogue/metrics/growth';
import { saturated } from '../catalogue/metrics/saturated';
import type { GalleryCase, GalleryGroup } from '../../tests/gallery/case';
import { COLOUR_SENSES, seenAs } from '../../tests/gallery/colourSense';
import { makeColourScale } from './colourScale';
import { drawLegend, LEGEND_HEIGHT, type LegendData } from './legend';
import { drawText } from './text';
import { TABLE_SIZE } from './theme';

function legendCase(name: string, data: LegendData, width = 190): GalleryCase {
  return {
    name,
    width,
    height: LEGEND_HEIGHT + 34,
    draw: (context, theme, surface) =>
      drawLegend(context, data, { left: 12, top: 6, width: surface.width - 36 }, theme),
  };
}

const words = ['weaker', 'stronger'] as const;
const none = { infinite: false, nan: false, zero: false };
const scale = makeColourScale(gradientOutput, { value: 0.162, lane: 'B', label: 'layer 16' });

export const legendGallery: GalleryGroup = {
  name: 'legend',
  without: {
    empty: 'A scale is always there.',
    'one step': 'It has no steps.',
    'one layer': 'It has no layers.',
    '100,000 steps': 'It has no steps.',
    'all NaN': 'What is in sight are flags: see all classes.',
    'Inf after finite': 'What is in sight are flags: see all classes.',
    'exact zeros': 'What is in sight are flags: see all classes.',
  },
  cases: [
    legendCase('of the opening screen', { scale, classes: { ...none, nan: true }, words }),
    legendCase('no classes', { scale, classes: none, words }),
    legendCase('all classes', { scale, classes: { infinite: true, nan: true, zero: true }, words }),
    legendCase('growth of one layer', {
      scale: makeColourScale(growth, null),
      classes: none,
      words: ['shrinks', 'grows'],
    }),
    legendCase('a share', { scale: makeColourScale(saturated, null), classes: none, words: ['none', 'all'] }),
    legendCase(
      'a tiny centre, 120 px',
      { scale: { ...scale, centre: 2.3e-12 }, classes: { ...none, infinite: true }, words },
      120,
    ),
    legendCase('360 px, the column on a phone', { scale, classes: { ...none, nan: true }, words }, 360),
    legendCase(
      'at the right edge: a huge end',
      { scale: { ...scale, centre: 4.7e21, halfWidth: 12 }, classes: none, words },
      130,
    ),
    {
      name: 'as deutan, protan, tritan and grey readers see it',
      width: 360,
      height: 190,
      draw(context, theme, surface) {
        for (const [index, sense] of COLOUR_SENSES.entries()) {
          const top = 8 + index * 36;
          drawText(context, sense.name, 8, top + 12, {}, theme);
          const width = surface.width - 16;
          for (let px = 0; px < width; px++) {
            const entry = Math.round((px / (width - 1)) * (TABLE_SIZE - 1)) * 3;
            const rgb = [
              theme.scale[entry] ?? 0,
              theme.scale[entry + 1] ?? 0,
              theme.scale[entry + 2] ?? 0,
            ] as const;
            context.fillStyle = `rgb(${seenAs(sense, rgb).map(Math.round).join(', ')})`;
            context.fillRect(8 + px, top + 17, 1, 13);
          }
        }
      },
    },
  ],
};
