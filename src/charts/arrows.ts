/** Arrow heads; the fonts have no arrows. */

/** A filled head whose tip is at a place, pointing along an angle (0: right, π/2: down). */
export function drawArrowHead(
  context: CanvasRenderingContext2D,
  cssX: number,
  cssY: number,
  angle: number,
  size: number,
  colour: string,
): void {
  const spread = 0.42;
  context.fillStyle = colour;
  context.beginPath();
  context.moveTo(cssX, cssY);
  context.lineTo(cssX - size * Math.cos(angle - spread), cssY - size * Math.sin(angle - spread));
  context.lineTo(cssX - size * Math.cos(angle + spread), cssY - size * Math.sin(angle + spread));
  context.closePath();
  context.fill();
}

/** A line with a head at its end. */
export function drawArrow(
  context: CanvasRenderingContext2D,
  from: readonly [number, number],
  to: readonly [number, number],
  width: number,
  colour: string,
  head = 8,
): void {
  const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
  const long = Math.hypot(to[1] - from[1], to[0] - from[0]);
  const size = Math.min(head, Math.max(3, long));
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.beginPath();
  context.moveTo(from[0], from[1]);
  context.lineTo(to[0] - 0.8 * size * Math.cos(angle), to[1] - 0.8 * size * Math.sin(angle));
  context.stroke();
  drawArrowHead(context, to[0], to[1], angle, size, colour);
}
