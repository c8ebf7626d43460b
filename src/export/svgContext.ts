/**
 * A CanvasRenderingContext2D that writes SVG: as much of it as the charts use. Text stays text, lines stay lines; the
 * map's cells are one small picture, enlarged without smoothing.
 */
export interface SvgContext {
  readonly context: CanvasRenderingContext2D;
  /** The whole picture. `title` and `description` are said by screen readers. */
  svg(width: number, height: number, title: string, description: string): string;
}

interface State {
  fillStyle: string;
  strokeStyle: string;
  lineWidth: number;
  lineJoin: string;
  globalAlpha: number;
  font: string;
  textAlign: string;
  textBaseline: string;
  imageSmoothingEnabled: boolean;
  dash: readonly number[];
  matrix: Matrix;
  clip: string | null;
}
type Matrix = readonly [number, number, number, number, number, number];

/** `measure`: how wide a text is in a font; a canvas of the page knows. */
export function svgContext(measure: (text: string, font: string) => number): SvgContext {
  const out: string[] = [];
  const defs: string[] = [];
  const saved: State[] = [];
  let state: State = {
    fillStyle: '#000',
    strokeStyle: '#000',
    lineWidth: 1,
    lineJoin: 'miter',
    globalAlpha: 1,
    font: '10px sans-serif',
    textAlign: 'left',
    textBaseline: 'alphabetic',
    imageSmoothingEnabled: true,
    dash: [],
    matrix: [1, 0, 0, 1, 0, 0],
    clip: null,
  };
  let path = '';

  const common = (): string => {
    const isPlain = state.matrix.join() === '1,0,0,1,0,0';
    return [
      isPlain ? '' : ` transform="matrix(${state.matrix.map(short).join(' ')})"`,
      state.clip === null ? '' : ` clip-path="url(#${state.clip})"`,
      state.globalAlpha === 1 ? '' : ` opacity="${short(state.globalAlpha)}"`,
    ].join('');
  };
  const stroke = (): string =>
    ` fill="none" stroke="${escaped(state.strokeStyle)}" stroke-width="${short(state.lineWidth)}" stroke-linejoin="${escaped(state.lineJoin)}"` +
    (state.dash.length > 0 ? ` stroke-dasharray="${state.dash.map(short).join(' ')}"` : '');
  const rectangle = (x: number, y: number, width: number, height: number): string =>
    `M${short(x)} ${short(y)}h${short(width)}v${short(height)}h${short(-width)}z`;
  const text = (words: string, x: number, y: number, paint: string): void => {
    const anchor = { center: 'middle', right: 'end', end: 'end' }[state.textAlign] ?? 'start';
    // Held to the width it was set in: elsewhere the fonts may be others.
    const length =
      words.trim() === ''
        ? ''
        : ` textLength="${short(measure(words, state.font))}" lengthAdjust="spacingAndGlyphs"`;
    const baseline = state.textBaseline === 'middle' ? ' dominant-baseline="middle"' : '';
    out.push(
      `<text x="${short(x)}" y="${short(y)}" text-anchor="${anchor}"${length}${baseline} style="font:${escaped(state.font)};white-space:pre"${paint}${common()}>${escaped(words)}</text>`,
    );
  };

  const methods = {
    save: () => void saved.push({ ...state }),
    restore() {
      state = saved.pop() ?? state;
    },
    setLineDash(dash: readonly number[]) {
      state.dash = dash;
    },
    translate(x: number, y: number) {
      state.matrix = times(state.matrix, [1, 0, 0, 1, x, y]);
    },
    rotate(angle: number) {
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      state.matrix = times(state.matrix, [cos, sin, -sin, cos, 0, 0]);
    },
    scale(x: number, y: number) {
      state.matrix = times(state.matrix, [x, 0, 0, y, 0, 0]);
    },
    beginPath() {
      path = '';
    },
    moveTo(x: number, y: number) {
      path += `M${short(x)} ${short(y)}`;
    },
    lineTo(x: number, y: number) {
      path += `${path === '' ? 'M' : 'L'}${short(x)} ${short(y)}`;
    },
    bezierCurveTo(...at: readonly number[]) {
      path += `C${at.map(short).join(' ')}`;
    },
    rect(x: number, y: number, width: number, height: number) {
      path += rectangle(x, y, width, height);
    },
    /** Whole circles, which is all that is drawn. */
    arc(x: number, y: number, radius: number) {
      const r = short(radius);
      path += `M${short(x - radius)} ${short(y)}a${r} ${r} 0 1 0 ${short(2 * radius)} 0a${r} ${r} 0 1 0 ${short(-2 * radius)} 0`;
    },
    closePath() {
      path += 'z';
    },
    fill: () => void out.push(`<path d="${path}" fill="${escaped(state.fillStyle)}"${common()}/>`),
    stroke: () => void (path && out.push(`<path d="${path}"${stroke()}${common()}/>`)),
    clip() {
      const id = `clip${defs.length + 1}`;
      defs.push(`<clipPath id="${id}"${common()}><path d="${path}"/></clipPath>`);
      state.clip = id;
    },
    fillRect: (x: number, y: number, width: number, height: number) =>
      void out.push(
        `<path d="${rectangle(x, y, width, height)}" fill="${escaped(state.fillStyle)}"${common()}/>`,
      ),
    strokeRect: (x: number, y: number, width: number, height: number) =>
      void out.push(`<path d="${rectangle(x, y, width, height)}"${stroke()}${common()}/>`),
    fillText: (words: string, x: number, y: number) =>
      text(words, x, y, ` fill="${escaped(state.fillStyle)}"`),
    strokeText: (words: string, x: number, y: number) => text(words, x, y, stroke()),
    measureText: (words: string) => ({ width: measure(words, state.font) }),
    /** A part of a picture, in full: nine arguments. */
    drawImage(picture: HTMLCanvasElement, ...[sx, sy, sw, sh, x, y, width, height]: number[]) {
      const at = [x, y, width, height].map((value) => short(value ?? 0));
      out.push(
        `<svg x="${at[0]}" y="${at[1]}" width="${at[2]}" height="${at[3]}" viewBox="${[sx, sy, sw, sh].join(' ')}" preserveAspectRatio="none"${common()}>` +
          `<image width="${picture.width}" height="${picture.height}" preserveAspectRatio="none" style="image-rendering:pixelated" href="${picture.toDataURL('image/png')}"/></svg>`,
      );
    },
  };
  const context = new Proxy(methods as Record<string, unknown>, {
    get: (target, name: string) => target[name] ?? state[name as keyof State],
    set(_, name: string, value) {
      state = { ...state, [name]: value };
      return true;
    },
  });
  return {
    context: context as unknown as CanvasRenderingContext2D, // as much of one as the charts use
    svg: (width, height, title, description) =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">` +
      `<title>${escaped(title)}</title><desc>${escaped(description)}</desc>` +
      `<defs>${defs.join('')}</defs>${out.join('\n')}</svg>\n`,
  };
}

function times(a: Matrix, b: Matrix): Matrix {
  return [
    a[0] * b[0] + a[2] * b[1],
    a[1] * b[0] + a[3] * b[1],
    a[0] * b[2] + a[2] * b[3],
    a[1] * b[2] + a[3] * b[3],
    a[0] * b[4] + a[2] * b[5] + a[4],
    a[1] * b[4] + a[3] * b[5] + a[5],
  ];
}

const short = (value: number): string => String(Math.round(value * 100) / 100);

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For text and for attributes; signs that XML forbids are left out. */
export const escaped = (text: string): string =>
  text
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
