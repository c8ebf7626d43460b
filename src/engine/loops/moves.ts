/** Taking matrices apart and putting them together: columns, time steps, windows over images. */
import type { Window } from '../../catalogue/ops';
import { fill, type Floats, type Store } from './store';

export function takeColumns<T>(store: Store<T>, a: T, first: number, count: number): T {
  const [rows, columns] = store.shapeOf(a);
  return fill(store, rows, count, (out) => {
    const from = store.view(a);
    for (let row = 0; row < rows; row++)
      out.set(from.subarray(row * columns + first, row * columns + first + count), row * count);
  });
}

export function joinColumns<T>(store: Store<T>, parts: readonly T[]): T {
  const shapes = parts.map((part) => store.shapeOf(part));
  const rows = shapes[0]?.[0] ?? 0;
  const columns = shapes.reduce((sum, [, width]) => sum + width, 0);
  return fill(store, rows, columns, (out) => {
    let first = 0;
    parts.forEach((part, index) => {
      const width = shapes[index]?.[1] ?? 0;
      const from = store.view(part);
      for (let row = 0; row < rows; row++)
        out.set(from.subarray(row * width, (row + 1) * width), row * columns + first);
      first += width;
    });
  });
}

export function takeStep<T>(store: Store<T>, a: T, step: number, steps: number): T {
  const [rows, columns] = store.shapeOf(a);
  return fill(store, rows / steps, columns, (out) => {
    const from = store.view(a);
    for (let example = 0; example < rows / steps; example++) {
      const start = (example * steps + step) * columns;
      out.set(from.subarray(start, start + columns), example * columns);
    }
  });
}

export function joinSteps<T>(store: Store<T>, parts: readonly (T | null)[]): T {
  const some = parts.find((part) => part !== null);
  if (!some) throw new Error('No time step of a sequence was given.');
  const [batch, columns] = store.shapeOf(some);
  return fill(store, batch * parts.length, columns, (out) => {
    parts.forEach((part, step) => {
      const from = part === null ? null : store.view(part);
      for (let example = 0; example < batch; example++) {
        const start = (example * parts.length + step) * columns;
        if (from) out.set(from.subarray(example * columns, (example + 1) * columns), start);
        else out.fill(0, start, start + columns);
      }
    });
  });
}

/** Calls `visit` with where a run of channels lies in the patches and in the image; −1 where the window looks past the edge. */
function walkWindow(
  { height, width, channels, size, stride, padding, outHeight, outWidth }: Window,
  batch: number,
  visit: (inPatches: number, inImage: number) => void,
): void {
  let inPatches = 0;
  for (let example = 0; example < batch; example++) {
    for (let outRow = 0; outRow < outHeight; outRow++) {
      for (let outColumn = 0; outColumn < outWidth; outColumn++) {
        for (let y = 0; y < size; y++) {
          for (let x = 0; x < size; x++, inPatches += channels) {
            const row = outRow * stride + y - padding;
            const column = outColumn * stride + x - padding;
            const inside = row >= 0 && row < height && column >= 0 && column < width;
            visit(inPatches, inside ? ((example * height + row) * width + column) * channels : -1);
          }
        }
      }
    }
  }
}

export function patches<T>(store: Store<T>, images: T, window: Window): T {
  const { height, width, channels, size, outHeight, outWidth } = window;
  const batch = store.shapeOf(images)[0] / (height * width);
  return fill(store, batch * outHeight * outWidth, size * size * channels, (out) => {
    const from = store.view(images);
    walkWindow(window, batch, (inPatches, inImage) => {
      for (let channel = 0; channel < channels; channel++)
        out[inPatches + channel] = inImage < 0 ? 0 : (from[inImage + channel] as number);
    });
  });
}

export function sumPatches<T>(store: Store<T>, gradient: T, window: Window): T {
  const { height, width, channels, outHeight, outWidth } = window;
  const batch = store.shapeOf(gradient)[0] / (outHeight * outWidth);
  return fill(store, batch * height * width, channels, (out: Floats) => {
    const from = store.view(gradient);
    out.fill(0);
    walkWindow(window, batch, (inPatches, inImage) => {
      if (inImage < 0) return;
      for (let channel = 0; channel < channels; channel++)
        out[inImage + channel] = (out[inImage + channel] as number) + (from[inPatches + channel] as number);
    });
  });
}
