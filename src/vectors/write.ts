/** @file Writes word vectors in the formats that other programs read. */
import { NerwinError } from '../error.js';

/** Words and their rows, as {@link vectorPieces} needs them. */
export interface WrittenVectors {
  readonly words: readonly string[];
  readonly d: number;
  readonly vectors: Float32Array; // (V, d)
}

/**
 * The formats and what they are: `word2vec` is the binary format of word2vec, `word2vec-text` its text format (also that of fastText's
 * .vec), `glove` the same without its first line.
 */
export const writtenFormats = ['word2vec', 'word2vec-text', 'glove'] as const;
export type WrittenFormat = (typeof writtenFormats)[number];

const pieceBytes = 1 << 20;

/** Yields the contents of a file. Throws 'vectors' for a word that the format cannot hold: one with spaces. */
export function* vectorPieces(
  { words, d, vectors }: WrittenVectors,
  format: WrittenFormat,
): Generator<Uint8Array> {
  const encode = format === 'word2vec' ? binaryEntry : textEntry;
  let pieces: Uint8Array[] = format === 'glove' ? [] : [Buffer.from(`${words.length} ${d}\n`)];
  let length = 0;
  for (const [row, word] of words.entries()) {
    if (/\s/u.test(word) || word === '') throw unwritable(word, row);
    const entry = encode(word, vectors.subarray(row * d, (row + 1) * d));
    pieces.push(entry);
    length += entry.length;
    if (length < pieceBytes) continue;
    yield Buffer.concat(pieces);
    [pieces, length] = [[], 0];
  }
  yield Buffer.concat(pieces);
}

function binaryEntry(word: string, vector: Float32Array): Uint8Array {
  const head = Buffer.from(`${word} `);
  const bytes = Buffer.alloc(head.length + 4 * vector.length + 1, '\n');
  head.copy(bytes);
  vector.forEach((value, j) => {
    bytes.writeFloatLE(value, head.length + 4 * j);
  });
  return bytes;
}

const textEntry = (word: string, vector: Float32Array): Uint8Array =>
  Buffer.from(`${word} ${Array.from(vector, decimalOf).join(' ')}\n`);

/** Returns the shortest decimal that is read back as the same float32. */
export function decimalOf(value: number): string {
  if (Object.is(value, -0)) return '-0';
  for (let digits = 6; digits < 9; digits++) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return String(Number(text));
  }
  return String(Number(value.toPrecision(9)));
}

const unwritable = (word: string, row: number): NerwinError =>
  new NerwinError(
    'vectors',
    `word ${row + 1} (${JSON.stringify(word)}) has a space, which this format cannot hold`,
    "write nerwin's own format (.nwv), which holds every word",
  );
