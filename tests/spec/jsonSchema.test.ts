import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { experimentJsonSchema } from '../../src/spec/jsonSchema';

describe('public/experiment.schema.json', () => {
  it('is what the registries say today; if not, run node scripts/makeSchema.mjs', () => {
    const committed = readFileSync(new URL('../../public/experiment.schema.json', import.meta.url), 'utf8');
    expect(committed).toBe(`${JSON.stringify(experimentJsonSchema(), null, 2)}\n`);
  });
});
