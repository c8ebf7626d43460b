/** The figure as SVG: well-formed, whatever is typed into it, and with all that a figure needs. */
import { expect, test } from 'vitest';
import packageJson from '../../package.json';
import { metric } from '../../src/catalogue/registry';
import { lightTheme } from '../../src/charts/theme';
import { drawFigure } from '../../src/export/figure';
import { escaped, svgContext } from '../../src/export/svgContext';
import { APP_VERSION } from '../../src/export/version';
import { layersOf, recordOf } from '../history/smallRuns';
import { recorder } from '../support/recorder';

const HOSTILE = `</title><script>alert(1)</script> & "x" 'y' \u0000\uffff 10⁻³`;

function figureSvg(title: string): string {
  const reader = recordOf(layersOf('D D D O'), [
    { loss: 2, rows: { gradientOutput: '8 4 2 1' } },
    {
      loss: 3,
      rows: { gradientOutput: 'Infinity NaN 2 1' },
      classes: ['0 gradientOutput Inf', '1 gradientOutput NaN'],
    },
  ]);
  const { context, svg } = svgContext((text) => 6 * text.length);
  const lane = { letter: 'A', sentence: title, verdict: title, reader, stoppedAt: 1, edits: [1] };
  const scale = {
    metric: metric('gradientOutput'),
    centre: 1,
    halfWidth: 4,
    centreFrom: { lane: 'A', label: 'layer 3' },
  };
  const createCanvas = (width: number, height: number) =>
    ({
      width,
      height,
      getContext: () => recorder().context,
      toDataURL: () => 'data:image/png;base64,AA==',
    }) as unknown as HTMLCanvasElement; // as much of one as the map's cache uses
  const height = drawFigure(
    context,
    { title, lanes: [lane], scale, caption: `Caption ${title}`, length: 50 },
    lightTheme,
    { pixelRatio: 2, createCanvas },
  );
  return svg(1000, height, title, title);
}

/** The names of elements in order; throws where one is not closed, or a sign stands bare. */
function elementsOf(xml: string): string[] {
  const open: string[] = [];
  const names: string[] = [];
  const rest = xml.replaceAll(
    /<(\/?)([A-Za-z]+)((?:\s[\w:-]+="[^"<]*")*)\s*(\/?)>/g,
    (_, end, name, __, own) => {
      if (end) {
        if (open.pop() !== name) throw new Error(`</${name}> closes nothing`);
      } else {
        names.push(name);
        if (!own) open.push(name);
      }
      return '';
    },
  );
  if (open.length > 0) throw new Error(`${open.join()} left open`);
  const bare = /[<>]|&(?!(amp|lt|gt|quot|#39);)/.exec(rest);
  if (bare)
    throw new Error(`a bare ${bare[0]} near ${rest.slice(Math.max(0, bare.index - 20), bare.index + 20)}`);
  return names;
}

test('whatever is typed stays text', () => {
  const svg = figureSvg(HOSTILE);
  const names = elementsOf(svg);
  expect(names[0]).toBe('svg');
  expect(names).not.toContain('script');
  for (const forbidden of ['\u0000', '\uffff']) expect(svg).not.toContain(forbidden);
  expect(escaped('<&>"\u0001')).toBe('&lt;&amp;&gt;&quot;');
});

test('it has its maps, its colour scale and its caption as text', () => {
  const svg = figureSvg('Why?');
  const texts = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
  expect(texts.join('|')).toMatch(
    /Why\?\|A\. Why\?.*input.*loss.*weaker.*stronger.*paper = A, layer 3, step 0.*Inf, too large.*NaN, not a number.*Caption/,
  );
  expect(elementsOf(svg)).toContain('image');
  expect(svg).toContain('image-rendering:pixelated');
});

test('the version is the package’s', () => expect(APP_VERSION).toBe(packageJson.version));
