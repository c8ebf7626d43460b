/** A figure in a frame, as tests see it. */
import type { FrameLocator } from '@playwright/test';
import { encodeLink } from '../../../src/spec/codec';
import { type EmbedAddress, writeAddress } from '../../../src/embed/address';
import { complete } from '../../../src/spec/complete';
import { opening } from '../../../src/spec/presets/opening';
import { plainDeep } from '../../../src/spec/presets/plainDeep';
import { expect } from '../support/lab';

export const links = {
  opening: encodeLink(complete(opening.experiment)),
  plainDeep: encodeLink(complete(plainDeep.experiment)),
};
export const control = {
  lane: 'a',
  path: 'blocks.b1.initializer.c',
  min: 0.5,
  max: 16,
  scale: 'logarithmic',
  label: 'Weights of A',
} as const;

export const hashOf = (address: Partial<EmbedAddress> = {}): string =>
  writeAddress({ link: links.plainDeep, control, ...address });

export const frameTag = (src: string, sandbox: string): string =>
  `<iframe src="${src.replaceAll('&', '&amp;')}" sandbox="${sandbox}" width="640" height="760"></iframe>`;

/** The step that a running figure says it is at, or more. */
export const reaches = (frame: FrameLocator, step: number) =>
  expect
    .poll(async () =>
      Number(/Step (\d+)/.exec((await frame.locator('#note').textContent()) ?? '')?.[1] ?? -1),
    )
    .toBeGreaterThanOrEqual(step);
