/** The dark modules of a QR code as one path, in modules, with the four white ones around that the standard asks for. */
import { encode } from 'uqr';

const QUIET_ZONE = 4;

/** Null where the text does not fit into the largest code. */
export function qrPath(text: string): { readonly size: number; readonly path: string } | null {
  try {
    const { size, data } = encode(text, { ecc: 'L', border: QUIET_ZONE });
    const runs = data.flatMap((row, y) =>
      runsOf(row).map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`),
    );
    return { size, path: runs.join('') };
  } catch {
    return null; // it says only that the data are too long
  }
}

/** Where dark runs begin in a row, and how long they are. */
function runsOf(row: readonly boolean[]): readonly (readonly [number, number])[] {
  const runs: [number, number][] = [];
  row.forEach((isDark, x) => {
    if (!isDark) return;
    const last = runs.at(-1);
    if (last && last[0] + last[1] === x) last[1]++;
    else runs.push([x, 1]);
  });
  return runs;
}
