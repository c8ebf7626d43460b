/** What the picture tests ask the page for: a case's pixels at 1×, as it is or changed in one way. */
import { themes } from '../../src/charts/theme';
import type { Theme } from '../../src/charts/types';
import { drawCase } from './draw';
import { GROUPS } from './groups';

declare global {
  interface Window {
    galleryPicture?: typeof takePicture;
  }
}

/** Ways to change a picture, so that the tests can see which changes are found. */
export interface Change {
  /** Colours of the theme that are others. */
  readonly paint?: Partial<Theme>;
  /** All of it moves down, in pixels. */
  readonly down?: number;
  /** Letters alone move right, in pixels: a fraction is what another machine's letters look like. */
  readonly lettersRight?: number;
  /** This text is not written. */
  readonly without?: string;
}

export interface PictureOf {
  readonly group: string;
  readonly name: string;
  readonly theme: 'light' | 'dark';
}

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** RGBA in base64. */
  readonly data: string;
}

export function takePicture({ group, name, theme }: PictureOf, change: Change = {}): Pixels {
  const one = GROUPS.find((each) => each.name === group)?.cases.find((each) => each.name === name);
  if (!one) throw new Error(`The gallery has no ${group}: ${name}.`);
  const canvas = document.createElement('canvas');
  const changed: typeof one = {
    ...one,
    draw(context, ...rest) {
      const { lettersRight = 0, without } = change;
      const write = context.fillText.bind(context);
      context.fillText = (text, x, y) => text !== without && write(text, x + lettersRight, y);
      context.translate(0, change.down ?? 0);
      one.draw(context, ...rest);
    },
  };
  drawCase(canvas, changed, { ...themes[theme], ...change.paint });
  const { width, height } = canvas;
  const image = canvas.getContext('2d')?.getImageData(0, 0, width, height);
  const letters = Array.from(image?.data ?? [], (byte) => String.fromCharCode(byte));
  return { width, height, data: btoa(letters.join('')) };
}
