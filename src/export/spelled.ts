/** Words of the catalogue and numbers of the lab, as Python writes them. */

/** `{name}` stands for the value of that parameter. */
export const spelled = (words: string, values: Readonly<Record<string, unknown>>): string =>
  words.replaceAll(/\{(\w+)\}/g, (_, name: string) => literal(values[name]));

/** A number, truth value or text. */
export function literal(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : `float("${wordOf(value)}")`;
  return ascii(JSON.stringify(String(value)));
}

const wordOf = (value: number): string => (Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf');

/** Strings of JSON are strings of Python; what is not ASCII is written by its number. */
export const ascii = (json: string): string =>
  json.replaceAll(/[^\x20-\x7e]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** One line of a comment, whatever somebody typed. */
export const commentWords = (text: string): string =>
  text.replaceAll(/[^\x20-\x7e\u00a1-\u2027\u2030-\ud7ff]/g, ' ').trim();

/** Bytes in base64. */
export function base64(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += 0x6000)
    text += btoa(String.fromCharCode(...bytes.subarray(start, start + 0x6000))); // a multiple of 3: no filling between
  return text;
}

export const floats = (values: Float32Array): string =>
  base64(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
