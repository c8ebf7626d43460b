/** Where words find room: labels pushed apart down a margin, and boxes put where no curve runs. */
import type { Box } from './patterns';

/** Moves the middles of labels apart, in their order of height, within bounds. Returns new middles in the given order. */
export function spreadApart(
  middles: readonly number[],
  heights: readonly number[],
  top: number,
  bottom: number,
): readonly number[] {
  const order = middles
    .map((_, index) => index)
    .sort((one, other) => (middles[one] ?? 0) - (middles[other] ?? 0));
  const placed = [...middles];
  let free = top;
  for (const index of order) {
    const half = (heights[index] ?? 0) / 2;
    placed[index] = Math.max(placed[index] ?? 0, free + half);
    free = (placed[index] ?? 0) + half;
  }
  let limit = bottom;
  for (const index of order.reverse()) {
    const half = (heights[index] ?? 0) / 2;
    placed[index] = Math.min(placed[index] ?? 0, limit - half);
    limit = (placed[index] ?? 0) - half;
  }
  return placed;
}

/** The free box of a size nearest to `preferY`, at the first of the sides that has one; null when there is none. */
export function freeBox(
  taken: readonly Box[],
  area: Box,
  width: number,
  height: number,
  preferY: number,
  sides: readonly ('left' | 'right')[] = ['right', 'left'],
): Box | null {
  if (width > area.right - area.left || height > area.bottom - area.top) return null;
  const middle = Math.max(area.top, Math.min(preferY - height / 2, area.bottom - height));
  const reach = area.bottom - area.top;
  for (let away = 0; away <= reach; away += 4) {
    for (const top of away === 0 ? [middle] : [middle - away, middle + away]) {
      if (top < area.top || top + height > area.bottom) continue;
      for (const side of sides) {
        const left = side === 'right' ? area.right - width : area.left;
        const box = { left, top, right: left + width, bottom: top + height };
        if (!taken.some((other) => overlap(box, other))) return box;
      }
    }
  }
  return null;
}

function overlap(one: Box, other: Box): boolean {
  return one.left < other.right && one.right > other.left && one.top < other.bottom && one.bottom > other.top;
}
