/** @file What a file of word vectors gives, whatever its format. */
import type { Format } from './format.js';

/** Words and their vectors, in the order of the file (which is by falling frequency in all common files). */
export interface WordVectors {
  /** The words kept, Unicode NFC, each once; word r has row r. */
  readonly words: readonly string[];
  /** Numbers a vector. */
  readonly d: number;
  readonly vectors: Float32Array; // (V, d) row-major, V = words.length
  /** Mean of the rare words of the whole file, see `special.ts`; the same whichever words were kept. */
  readonly unknown: Float32Array; // (d)
  /** Mean of the number words of the whole file, `unknown` when it has none. */
  readonly number: Float32Array; // (d)
  readonly format: Format;
  /** Entries of the file that were looked at: all, or the first `limit`. */
  readonly wordsInFile: number;
  /** Entries of kept words that came a second time; the first one counts. */
  readonly duplicates: number;
  /** Entries whose word is empty or not valid UTF-8; they are passed over. */
  readonly unreadable: number;
  /** SHA-256 of the file as it lies on the disk, in hexadecimal; of a pair: of both files, the words first. */
  readonly sha256: string;
  /** Size of the same, in bytes. */
  readonly bytes: number;
}

/** Which words to keep, and what is expected of the file. */
export interface ReadOptions {
  /** Called once an entry with the word in NFC; words for which it is false leave no trace. Default: keep all. */
  readonly keep?: (word: string) => boolean;
  /** Look at the first so many entries only; means of rare and of number words are then of these. */
  readonly limit?: number;
  /** Refuse vectors of another length. */
  readonly dimension?: number;
}
