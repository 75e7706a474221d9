/** @file The contents of a word-vector file, independent of its format. */
import type { Format } from './format.js';

/** Words and their vectors in file order (in all common files, the most frequent words come first). */
export interface WordVectors {
  /** The words kept, Unicode NFC, each once; word r has row r. */
  readonly words: readonly string[];
  /** Numbers per vector. */
  readonly d: number;
  readonly vectors: Float32Array; // (V, d) row-major, V = words.length
  /**
   * Mean of the rare words of the whole file, see `special-vectors.ts`; the same whichever words were kept.
   */
  readonly unknown: Float32Array; // (d)
  /** Mean of the number words of the whole file; `unknown` if it has none. */
  readonly number: Float32Array; // (d)
  readonly format: Format;
  /** Number of entries read: all, or the first `limit`. */
  readonly wordsInFile: number;
  /** Number of repeated entries of kept words; the first entry counts. */
  readonly duplicates: number;
  /** Number of entries skipped because their word is empty or not valid UTF-8. */
  readonly unreadable: number;
  /** SHA-256 of the file as stored on disk, in hexadecimal; for a pair, of both files, words first. */
  readonly sha256: string;
  /** Size of the file (of both files), in bytes. */
  readonly bytes: number;
}

/** The words to keep, and checks of the file. */
export interface ReadOptions {
  /** Called once per entry with the word in NFC; if it returns false, the word is not kept. Default: keep all. */
  readonly keep?: (word: string) => boolean;
  /** Read only the first `limit` entries; the means of rare words and number words are then taken over these. */
  readonly limit?: number;
  /** Throw if vectors don't have this length. */
  readonly dimension?: number;
}
