/** The cursor that crosses all maps and the loss, cased in paper so that it reads on any colour, and its handle. */
import { stepMiddle, stepWords } from './stepAxis';
import { drawText } from './text';
import type { StepAxis, Theme } from './types';

const HANDLE = { half: 6, shoulder: 6, height: 13 } as const;

export function drawCursor(
  context: CanvasRenderingContext2D,
  step: number,
  geometry: { readonly axis: StepAxis; readonly top: number; readonly bottom: number },
  theme: Theme,
): void {
  const x = stepMiddle(geometry.axis, step);
  for (const [colour, width] of [
    [theme.paper, 4.2],
    [theme.ink, 1.2],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(x, geometry.top);
    context.lineTo(x, geometry.bottom);
    context.stroke();
  }
}

/** The handle at the foot, with "step 194" under it. `within` keeps the word on the surface. Returns the word's edges. */
export function drawCursorHandle(
  context: CanvasRenderingContext2D,
  step: number,
  geometry: {
    readonly axis: StepAxis;
    readonly cssY: number;
    readonly textY: number;
    readonly within: readonly [number, number];
  },
  theme: Theme,
): readonly [number, number] {
  const x = stepMiddle(geometry.axis, step);
  const { half, shoulder, height } = HANDLE;
  const y = geometry.cssY;
  context.fillStyle = theme.ink;
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x + half, y + shoulder);
  context.lineTo(x + half, y + height);
  context.lineTo(x - half, y + height);
  context.lineTo(x - half, y + shoulder);
  context.closePath();
  context.fill();
  const style = { bold: true, colour: theme.ink, align: 'center', within: geometry.within } as const;
  return drawText(context, stepWords(step), x, geometry.textY, style, theme);
}
