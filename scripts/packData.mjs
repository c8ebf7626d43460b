// Packs the real data sets into public/data/*.bin. Run once, by hand, with the folder that holds the UCI files:
//   node scripts/packData.mjs <folder with digits.csv.gz and breast_cancer.csv>
//
// The format, read by src/data/packed.ts:
//   'BBD1' · uint32 LE: length of the header · header, JSON in ASCII · raw deflate of (values, then labels)
//   header: {"rows", "columns", "classes": [names], "type": "uint8" | "float32"}
//   values: rows × columns, row by row, little-endian; labels: one byte a row, an index into classes.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync, gunzipSync } from 'node:zlib';

const source = process.argv[2];
if (!source)
  throw new Error('usage: node scripts/packData.mjs <folder with digits.csv.gz and breast_cancer.csv>');
const target = new URL('../public/data/', import.meta.url);
mkdirSync(target, { recursive: true });

const numbersOf = (text) =>
  text
    .trim()
    .split('\n')
    .map((line) => line.split(',').map(Number));

function pack(file, table, classes, type) {
  const columns = table[0].length - 1;
  const values = table.flatMap((row) => row.slice(0, columns));
  const labels = Uint8Array.from(table, (row) => row[columns]);
  if (![...values, ...labels].every(Number.isFinite)) throw new Error(`${file}: not a number`);
  const typed = type === 'uint8' ? Uint8Array.from(values) : Float32Array.from(values);
  const header = Buffer.from(JSON.stringify({ rows: table.length, columns, classes, type }), 'ascii');
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  const body = deflateRawSync(Buffer.concat([Buffer.from(typed.buffer), labels]), { level: 9 });
  const bytes = Buffer.concat([Buffer.from('BBD1', 'ascii'), length, header, body]);
  writeFileSync(new URL(file, target), bytes);
  console.log(`${file}: ${table.length} × ${columns}, ${bytes.length} bytes`);
}

const digits = numbersOf(gunzipSync(readFileSync(join(source, 'digits.csv.gz'))).toString('ascii'));
pack('digits.bin', digits, ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'], 'uint8');

const [head, ...lines] = readFileSync(join(source, 'breast_cancer.csv'), 'ascii').trim().split('\n');
pack('breastCancer.bin', numbersOf(lines.join('\n')), head.split(',').slice(2), 'float32');
