/** The charts on the page as one picture: each canvas where it stands, under the question and each lane's verdict. */

const MARGIN_PX = 16;
const TITLE_PX = 30;

/** A PNG as a data address, at the device's own resolution. Throws where no chart is on the page. */
export async function chartsAsPng(title: string): Promise<string> {
  return (await charts(title)).toDataURL('image/png');
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser gives no canvas to draw on.');
  return context;
}

async function charts(title: string): Promise<HTMLCanvasElement> {
  await nextFrame();
  const canvases = [...document.querySelectorAll<HTMLCanvasElement>('main canvas')].filter(
    (canvas) => canvas.width > 0 && canvas.height > 0 && canvas.getClientRects().length > 0,
  );
  const boxes = canvases.map((canvas) => canvas.getBoundingClientRect());
  if (boxes.length === 0) throw new Error('There is no chart on the page to draw.');
  const words = [...document.querySelectorAll('main .lane .verdict')].flatMap(wordsAt);
  const all = [...boxes, ...words.map(({ box }) => box)];
  const left = Math.min(...all.map((box) => box.left));
  const top = Math.min(...all.map((box) => box.top));
  const width = Math.max(...all.map((box) => box.right)) - left + 2 * MARGIN_PX;
  const height = Math.max(...all.map((box) => box.bottom)) - top + 2 * MARGIN_PX + TITLE_PX;

  const ratio = window.devicePixelRatio || 1;
  const picture = document.createElement('canvas');
  picture.width = Math.ceil(width * ratio);
  picture.height = Math.ceil(height * ratio);
  const context = contextOf(picture);
  const style = getComputedStyle(document.body);
  const paper = getComputedStyle(document.documentElement).backgroundColor;
  context.scale(ratio, ratio);
  context.fillStyle = isClear(style.backgroundColor) ? paper : style.backgroundColor;
  context.fillRect(0, 0, width, height);
  context.textBaseline = 'middle';
  context.fillStyle = style.color;
  context.font = `600 18px ${style.fontFamily}`;
  context.fillText(title, MARGIN_PX, MARGIN_PX + TITLE_PX / 3, width - 2 * MARGIN_PX);
  context.translate(MARGIN_PX - left, MARGIN_PX + TITLE_PX - top);
  canvases.forEach((canvas, index) => {
    const box = boxes[index];
    if (box) context.drawImage(canvas, box.left, box.top, box.width, box.height);
  });
  for (const { text, box, font, colour } of words) {
    context.font = font;
    context.fillStyle = colour;
    context.fillText(text, box.left, box.top + box.height / 2);
  }
  return picture;
}

/** The lane's letter and its verdict, as they are written on the page. */
function wordsAt(verdict: Element) {
  const lane = verdict.closest('.lane')?.getAttribute('aria-label') ?? '';
  const said = verdict.textContent ?? '';
  const { font, color: colour } = getComputedStyle(verdict);
  return said === ''
    ? []
    : [{ text: `${lane}: ${said}`, box: verdict.getBoundingClientRect(), font, colour }];
}

const isClear = (colour: string) => colour === 'transparent' || colour === 'rgba(0, 0, 0, 0)';

/** What is dirty is drawn in it; a hidden page has no frames, and its charts are as they were seen last. */
const nextFrame = () =>
  new Promise<void>((resolve) => {
    if (document.hidden) resolve();
    else requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });
