// Writes beside each binary of the site its twin, `NAME.js`: the same bytes in a classic script, for frames that may
// not fetch (src/data/twins.ts).
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const binary = /\.(wasm|bin)$/;

export function writeTwins(dist) {
  for (const folder of ['assets', 'data']) {
    for (const name of readdirSync(path.join(dist, folder)).filter((each) => binary.test(each))) {
      const file = path.join(dist, folder, name);
      const bytes = readFileSync(file).toString('base64');
      const own = `{...self.backblastTwins,${JSON.stringify(name)}:"${bytes}"}`;
      writeFileSync(`${file}.js`, `self.backblastTwins=${own};\n`);
    }
  }
}
