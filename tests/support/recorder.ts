/**
 * A CanvasRenderingContext2D for Node that draws nothing and logs everything: each call with its arguments, each
 * property that is set. Texts are half their size wide a sign, which is about what the real font takes.
 */
import type { CreateCanvas } from '../../src/charts/heatmapCache';

export interface Call {
  /** The method's name, or `set fillStyle`. */
  readonly name: string;
  readonly args: readonly unknown[];
  /** Colours as they stood. */
  readonly fillStyle: unknown;
  readonly strokeStyle: unknown;
  readonly lineWidth: unknown;
}

/** A text as the reader sees it: where it begins, and how wide. */
export interface Written {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly colour: unknown;
  readonly isTurned: boolean;
}

export interface Recorder {
  readonly context: CanvasRenderingContext2D;
  readonly calls: readonly Call[];
  readonly texts: readonly Written[];
  of(name: string): readonly Call[];
  /** All text in the order it was written, pieces of one line joined. */
  allText(): string;
}

const RETURNS_IMAGE = new Set(['createImageData', 'getImageData']);

export function recorder(): Recorder {
  const calls: Call[] = [];
  const texts: Written[] = [];
  let state: Record<string, unknown> = {
    fillStyle: '#000',
    strokeStyle: '#000',
    lineWidth: 1,
    font: '400 10px x',
    globalAlpha: 1,
  };
  let shift = { x: 0, y: 0, isTurned: false };
  const saved: { state: Record<string, unknown>; shift: typeof shift }[] = [];
  const widthOf = (text: string): number =>
    text.length * Number(/([\d.]+)px/.exec(String(state.font))?.[1] ?? 10) * 0.48;

  const context = new Proxy({} as Record<string, unknown>, {
    set(_target, property, value) {
      state = { ...state, [String(property)]: value };
      log(`set ${String(property)}`, [value]);
      return true;
    },
    get(_target, property) {
      const name = String(property);
      if (name in state) return state[name];
      return (...args: unknown[]) => {
        log(name, args);
        if (name === 'save') saved.push({ state, shift });
        if (name === 'restore') ({ state, shift } = saved.pop() ?? { state, shift });
        if (name === 'translate')
          shift = { ...shift, x: shift.x + Number(args[0]), y: shift.y + Number(args[1]) };
        if (name === 'rotate') shift = { ...shift, isTurned: true };
        if (name === 'measureText') return { width: widthOf(String(args[0])) };
        if (name === 'fillText') {
          const [text, x, y] = args as [string, number, number];
          texts.push({
            text,
            x: x + shift.x,
            y: y + shift.y,
            width: widthOf(text),
            colour: state.fillStyle,
            isTurned: shift.isTurned,
          });
        }
        if (RETURNS_IMAGE.has(name)) {
          const [width = 0, height = 0] = args as number[];
          return { width, height, data: new Uint8ClampedArray(width * height * 4) };
        }
        return undefined;
      };
    },
  });

  function log(name: string, args: readonly unknown[]): void {
    const { fillStyle, strokeStyle, lineWidth } = state;
    calls.push({ name, args, fillStyle, strokeStyle, lineWidth });
  }

  return {
    context: context as unknown as CanvasRenderingContext2D,
    calls,
    texts,
    of: (name) => calls.filter((call) => call.name === name),
    allText: () => texts.map(({ text }) => text).join(''),
  };
}

export interface FakeCanvas {
  readonly width: number;
  readonly height: number;
  readonly recorder: Recorder;
}

/** Makes canvases that record, and keeps them. */
export function canvasMaker(): { readonly createCanvas: CreateCanvas; readonly made: readonly FakeCanvas[] } {
  const made: FakeCanvas[] = [];
  const createCanvas = (width: number, height: number): OffscreenCanvas => {
    const canvas = { width, height, recorder: recorder(), getContext: () => canvas.recorder.context };
    made.push(canvas);
    return canvas as unknown as OffscreenCanvas;
  };
  return { createCanvas, made };
}
