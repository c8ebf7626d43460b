/** A file that cannot be used. `message` is a sentence for the reader: what is wrong, where, and what to do. */
export class FileError extends Error {
  override readonly name = 'FileError';
}
