/** What the picture tests ask the page for: a case as a PNG at 1×. */
import { themes } from '../../src/charts/theme';
import { drawCase } from './draw';
import { GROUPS } from './groups';

declare global {
  interface Window {
    galleryPicture?: typeof takePicture;
  }
}

/** `paint` replaces a colour of the theme, so that a test can see a changed colour found. Returns base64. */
export async function takePicture(
  groupName: string,
  caseName: string,
  themeName: 'light' | 'dark',
  paint: Readonly<Record<string, string>> = {},
): Promise<string> {
  const one = GROUPS.find(({ name }) => name === groupName)?.cases.find(({ name }) => name === caseName);
  if (!one) throw new Error(`The gallery has no ${groupName}: ${caseName}.`);
  const canvas = document.createElement('canvas');
  drawCase(canvas, one, { ...themes[themeName], ...paint });
  return canvas.toDataURL('image/png').replace('data:image/png;base64,', '');
}
