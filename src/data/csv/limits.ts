/** How large a user's own table may be. */
export const CSV_LIMITS = {
  /** Of the file, in bytes. */
  bytes: 5_000_000,
  rows: 20_000,
  columns: 200,
  nameLength: 60,
  fileNameLength: 120,
  /** Of a column of words, and of a target's classes. */
  words: 20,
  /** Numbers in one row once words are spread out. */
  inputs: 1024,
  /** Fewer rows cannot be split into something to learn from and something to ask. */
  leastRows: 20,
  /** Up to so many characters the table stands in the experiment, and so in its link (of at most about 9,000 characters). */
  textInLink: 12_000,
  /** The chosen inputs, written as one row of CSV. */
  inputsLength: 16_000,
} as const;
