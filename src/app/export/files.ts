/** What can be taken away from the lab, each as a file: its name and its text or picture. */
import { strongThemes, themes } from '../../charts/theme';
import { drawFigure, type Figure, FIGURE_WIDTH } from '../../export/figure';
import { writeHistoryCsv } from '../../export/historyCsv';
import type { HistoryFile } from '../../export/historyFile';
import { writeHistoryJson } from '../../export/historyJson';
import { kerasScript } from '../../export/keras/script';
import { pytorchScript } from '../../export/pytorch/script';
import { svgContext } from '../../export/svgContext';
import { APP_VERSION } from '../../export/version';
import { historyArrays } from '../../history/arrays';
import type { Regime } from '../../history/regime';
import { BACKEND_WORDS } from '../../runner/choice';
import type { Experiment } from '../../spec/types';
import { letterOf } from '../../state/derived';
import type { House } from '../lab/house';
import type { Live } from '../lab/live';
import { regimeOf } from '../lab/lane/facts';
import { laneSentence } from '../words/laneSentence';
import { plainText } from '../words/segments';
import { verdict } from '../words/verdict';

export interface TakenFile {
  readonly name: string;
  readonly blob: Blob;
}

export function historyFile({ experiment, run }: Pick<House, 'experiment' | 'run'>): HistoryFile<Experiment> {
  const { lanes, backend, backendReason: reason } = run.getState();
  const spec = experiment.getState().experiment;
  return {
    experiment: spec,
    version: APP_VERSION,
    backend: backend && {
      name: backend.name,
      renderer: backend.renderer,
      floatBits: backend.floatBits,
      reason,
    },
    histories: spec.lanes.flatMap(({ id, edits }) => {
      const state = lanes[id];
      return state && state.layers.length > 0 ? [historyArrays(id, state.record, edits)] : [];
    }),
  };
}

export const historyAsCsv = (house: House): TakenFile =>
  fileOf(house, 'csv', 'text/csv', writeHistoryCsv(historyFile(house)));

export const historyAsJson = (house: House): TakenFile =>
  fileOf(house, 'json', 'application/json', writeHistoryJson(historyFile(house)));

const SCRIPTS = {
  pytorch: { write: pytorchScript, ending: '.py' },
  keras: { write: kerasScript, ending: '-keras.py' },
} as const;

export async function scriptOf(
  house: House,
  laneId: string,
  framework: keyof typeof SCRIPTS,
): Promise<TakenFile> {
  const { backend, lanes } = house.run.getState();
  const experiment = house.experiment.getState().experiment;
  const letter = letterOf(experiment.lanes, laneId);
  const layers = lanes[laneId]?.layers ?? [];
  const start = await house.session.firstStep(laneId);
  const request = {
    experiment,
    laneId,
    letter,
    version: APP_VERSION,
    backend: backend ? `${backend.name} (${backend.renderer})` : 'no engine',
  };
  const { write, ending } = SCRIPTS[framework];
  return fileOf(house, `${letter}${ending}`, 'text/x-python', write(request, layers, start));
}

const createCanvas = (width: number, height: number): HTMLCanvasElement => {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  return canvas;
};

/** Print is on paper: the light theme, whatever the page has. */
const theme = () => (matchMedia('(prefers-contrast: more)').matches ? strongThemes : themes).light;

export function figureAsSvg(house: House, live: Live): TakenFile {
  const figure = figureOf(live);
  const ruler = contextOf(createCanvas(1, 1));
  const measure = (text: string, font: string) => {
    ruler.font = font;
    return ruler.measureText(text).width;
  };
  const { context, svg } = svgContext(measure);
  context.fillStyle = theme().paper;
  const height = heightOf(figure);
  context.fillRect(0, 0, FIGURE_WIDTH, height);
  drawFigure(context, figure, theme(), { pixelRatio: 2, createCanvas });
  return fileOf(house, 'svg', 'image/svg+xml', svg(FIGURE_WIDTH, height, figure.title, figure.caption));
}

/** Two device pixels a CSS pixel. */
export async function figureAsPng(house: House, live: Live): Promise<TakenFile> {
  const figure = figureOf(live);
  const height = heightOf(figure);
  const canvas = createCanvas(2 * FIGURE_WIDTH, 2 * height);
  const context = contextOf(canvas);
  context.scale(2, 2);
  context.fillStyle = theme().paper;
  context.fillRect(0, 0, FIGURE_WIDTH, height);
  drawFigure(context, figure, theme(), { pixelRatio: 2, createCanvas });
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('This browser made no picture of it: it may be too large.');
  return { name: nameOf(house, 'png'), blob };
}

/** Known only once it is drawn. */
const heightOf = (figure: Figure): number =>
  Math.ceil(drawFigure(contextOf(createCanvas(1, 1)), figure, theme(), { pixelRatio: 2, createCanvas }));

function figureOf({ experiment, run, lanes, scale, newest }: Live): Figure {
  const backend = run.backend
    ? `${BACKEND_WORDS[run.backend.name]}, ${run.backend.floatBits} bit floats`
    : 'no engine';
  return {
    title: experiment.title,
    scale,
    length: run.until,
    lanes: lanes.map(({ spec, letter, run: lane }) => {
      const regime = regimeOf(lane, newest);
      return {
        letter,
        sentence: `${plainText(laneSentence(spec, experiment, lane.layers))}.`,
        verdict: regime ? plainText(verdict(regime)) + whenWords(regime) : 'Nothing measured yet',
        reader: lane.record,
        stoppedAt: lane.stoppedAt,
        edits: spec.edits.map(({ step }) => step),
      };
    }),
    caption:
      `Rows are layers, input on top; columns are training steps, the first ones drawn wide. Colour: ${scale.metric.description} ` +
      `Data: ${experiment.dataset.id}, seed ${experiment.seed}. Measured with Backblast ${APP_VERSION} (${backend}).`,
  };
}

/** A verdict that has its own step in it needs no other. */
const whenWords = ({ name, step }: Regime): string => (name === 'notFinite' ? '' : `, at step ${step}`);

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser gives no canvas to draw on.');
  return context;
}

const fileOf = (house: House, ending: string, type: string, text: string): TakenFile => ({
  name: nameOf(house, ending),
  blob: new Blob([text], { type }),
});

/** `backblast-why-does-it-explode.csv`: letters, digits and hyphens, whatever the question is. */
function nameOf({ experiment }: Pick<House, 'experiment'>, ending: string): string {
  const { title } = experiment.getState().experiment;
  const words = title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 40);
  return (
    ['backblast', words, ''].filter((part, index) => index < 2 && part !== '').join('-') +
    (ending.includes('.') ? `-${ending}` : `.${ending}`)
  );
}
