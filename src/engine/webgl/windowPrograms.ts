/** What windows over images see, and the way back: Ops.patches and Ops.sumPatches over packed matrices. */
import type { Window } from '../../catalogue/ops';
import { matrixProgram, TEXEL_OF_ENTRIES } from './matrixReads';
import type { Program } from './program';

export function patches(batch: number, window: Window): Program {
  const { height, width, channels, size, stride, padding, outHeight, outWidth } = window;
  return matrixProgram(
    [batch * outHeight * outWidth, size * size * channels],
    1,
    `
float entryAt(int place, int inWindow) {
  int line = place / ${outWidth};
  int example = line / ${outHeight};
  int pixel = inWindow / ${channels};
  int y = pixel / ${size};
  int row = (line - example * ${outHeight}) * ${stride} + y - ${padding};
  int column = (place - line * ${outWidth}) * ${stride} + pixel - y * ${size} - ${padding};
  if (row < 0 || row >= ${height} || column < 0 || column >= ${width}) return 0.0;
  return entryA((example * ${height} + row) * ${width} + column, inWindow - pixel * ${channels});
}${TEXEL_OF_ENTRIES}`,
  );
}

/** Each pixel looks for the places whose windows see it. */
export function sumPatches(batch: number, window: Window): Program {
  const { height, width, channels, size, stride, padding, outHeight, outWidth } = window;
  return matrixProgram(
    [batch * height * width, channels],
    1,
    `
float entryAt(int pixel, int channel) {
  int line = pixel / ${width};
  int example = line / ${height};
  int row = line - example * ${height} + ${padding};
  int column = pixel - line * ${width} + ${padding};
  float sum = 0.0;
  for (int y = 0; y < ${size}; y++) {
    int outRow = (row - y) / ${stride};
    if (row < y || outRow * ${stride} != row - y || outRow >= ${outHeight}) continue;
    for (int x = 0; x < ${size}; x++) {
      int outColumn = (column - x) / ${stride};
      if (column < x || outColumn * ${stride} != column - x || outColumn >= ${outWidth}) continue;
      sum += entryA((example * ${outHeight} + outRow) * ${outWidth} + outColumn, (y * ${size} + x) * ${channels} + channel);
    }
  }
  return sum;
}${TEXEL_OF_ENTRIES}`,
  );
}
