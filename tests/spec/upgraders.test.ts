/** Old links open for ever: frozen ones of each version, and what is left of one from the future. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { deflateSync, strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { decodeLink, encodeLink } from '../../src/spec/codec';
import { opening } from '../../src/spec/presets/opening';
import { NewerLinkError, type Readable, VERSION } from '../../src/spec/types';

const folder = path.resolve(import.meta.dirname, '../fixtures/links');
interface Frozen {
  readonly id: string;
  readonly link: string;
  /** As it was in its own version. */
  readonly experiment: { readonly version: number; readonly view: object };
}
const frozen = readdirSync(folder).flatMap(
  (file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Frozen[],
);

describe('links of every version', () => {
  it('are kept as fixtures, up to the version before today’s', () => {
    const versions = new Set(frozen.map(({ experiment }) => experiment.version));
    for (let version = 1; version < VERSION; version++) expect(versions).toContain(version);
  });

  it.each(frozen)(
    '$experiment.version, $id: opens with every setting that it had',
    ({ link, experiment }) => {
      expect(decodeLink(link)).toMatchObject({ ...experiment, version: VERSION });
    },
  );

  it.each(frozen)('$experiment.version, $id: as JSON it is the same', async ({ link, experiment }) => {
    const { parse } = await import('../../src/spec/schema');
    expect(parse(experiment)).toEqual(decodeLink(link));
  });

  it('version 1 follows the newest step and leaves every control', () => {
    const old = frozen.find(({ experiment }) => experiment.version === 1);
    expect(decodeLink(old?.link ?? '').view).toMatchObject({ cursor: null, controls: null });
  });
});

// oxlint-disable-next-line typescript/no-explicit-any -- JSON of a version that does not exist
type Json = any;

/** What is read of a link of version 99 that was changed so. */
function ofTheFuture(change: (json: Json) => void): Readable | null {
  const json: Json = structuredClone(opening.experiment);
  change(json);
  delete json.version;
  const body = Buffer.from(deflateSync(strToU8(JSON.stringify(json)))).toString('base64url');
  try {
    decodeLink(`99.${body}`);
  } catch (error) {
    if (error instanceof NewerLinkError) return error.readable;
    throw error;
  }
  throw new Error('It was read as if it were of today.');
}

describe('a link from the future', () => {
  const today = decodeLink(encodeLink(opening.experiment));

  it('that brings nothing new is read whole', () => {
    expect(ofTheFuture(() => {})).toEqual({ experiment: today, left: [] });
  });

  it('loses the settings that nobody here knows, and keeps all others', () => {
    const read = ofTheFuture((json) => {
      json.camera = { zoom: 2 };
      json.lanes[0].sparsity = 0.5;
      json.lanes[1].blocks[0].values.tilt = 3;
    });
    expect(read?.experiment).toEqual(today);
    expect(read?.left).toEqual(
      expect.arrayContaining(['camera', 'lanes.0.sparsity', 'lanes.1.blocks.0.values.tilt']),
    );
  });

  it('has the usual optimizer where it names an unknown one', () => {
    const read = ofTheFuture((json) => (json.lanes[0].optimizer = { kind: 'lion', beta: 0.9 }));
    expect(read?.experiment.lanes[0]?.optimizer).toEqual({ kind: 'sgd' });
    expect(read?.experiment.lanes[0]?.blocks).toEqual(today.lanes[0]?.blocks);
    expect(read?.left).toEqual(['lanes.0.optimizer']);
  });

  it('loses a block of an unknown type, and only that', () => {
    const read = ofTheFuture((json) => json.lanes[0].blocks.push({ id: 'b9', type: 'mamba', values: {} }));
    expect(read?.experiment.lanes[0]?.blocks).toEqual(today.lanes[0]?.blocks);
    expect(read?.left).toHaveLength(1);
  });

  it('in which next to nothing is known is not offered', () => {
    expect(ofTheFuture((json) => (json.lanes = [{ neurons: 4 }]))).toBeNull();
    expect(ofTheFuture((json) => (json.lanes = []))).toBeNull();
  });
});
