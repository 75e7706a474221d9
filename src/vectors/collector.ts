/**
 * @file Collects the entries of a word-vector file into a table: keeps the wanted words, counts duplicates,
 * and computes the mean vectors of rare words and of number words. A reader passes each word with its encoded
 * numbers, which are decoded only when needed.
 */

import { NerwinError } from '../error.js';
import { plural } from '../plural.js';
import type { ByteStream } from './byte-stream.js';
import type { Format } from './format.js';
import { decodeVector, type Quantization } from './nwv-format.js';
import { Mean, maxRareWords, numberWords, rareWords } from './special-vectors.js';
import type { ReadOptions, WordVectors } from './word-vectors.js';

/**
 * Decodes the d numbers in `bytes[start … end)` into `into[at …]`. Returns what is wrong with them, or
 * undefined.
 */
export type Decode = (
  bytes: Buffer,
  start: number,
  end: number,
  into: Float32Array,
  at: number,
) => string | undefined;

/** Decodes d numbers stored as `quantization` says. */
export const decodeStored =
  (d: number, quantization: Quantization): Decode =>
  (bytes, start, _end, into, at) => {
    decodeVector(bytes, start, d, quantization, into, at);
    for (let j = 0; j < d; j++)
      if (!Number.isFinite(into[at + j])) return `number ${j + 1} is ${into[at + j]}`;
    return undefined;
  };

const blockRows = 4096;
/** Far more than any published vectors have; a larger number is refused before memory is allocated for it. */
export const maxDimensions = 16_384;

/** Takes the entries in file order and builds the {@link WordVectors}. Errors name an entry by its `place`. */
export class Collector {
  seen = 0;
  #duplicates = 0;
  #unreadable = 0;
  readonly #rows = new Map<string, number>();
  readonly #blocks: Float32Array[] = []; // (blockRows, d) each
  readonly #numbers: Mean;
  readonly #numbersSeen = new Set<string>();
  readonly #scratch: Float32Array; // (d)
  // A ring buffer with the encoded numbers of the last entries, because only at the end of the file is it
  // known which words are rare.
  readonly #tail: { bytes: Buffer; start: number; end: number; place: string | number }[] = [];

  constructor(
    readonly path: string,
    readonly d: number,
    readonly decode: Decode,
    readonly options: ReadOptions,
  ) {
    if (d > maxDimensions) {
      throw new NerwinError(
        'vectors',
        `${path}: says that its vectors have ${d} dimensions; ${maxDimensions} are the most that nerwin reads`,
        'the first line or the header is damaged, or this is not a word-vector file',
      );
    }
    if (options.dimension !== undefined && options.dimension !== d) {
      throw new NerwinError(
        'vectors',
        `${path}: the vectors have ${plural(d, 'dimension', 'dimensions')}, but vectors.dimension is ${options.dimension}`,
        `set vectors.dimension to ${d}, or choose another file`,
      );
    }
    this.#numbers = new Mean(d);
    this.#scratch = new Float32Array(d);
  }

  /** True if `options.limit` entries have been seen. */
  get full(): boolean {
    return this.seen >= (this.options.limit ?? Number.POSITIVE_INFINITY);
  }

  /**
   * Adds the entry of `word` (undefined if it isn't valid UTF-8). `bytes` must not change afterward. `place`
   * locates the entry in messages: a line number or a description.
   */
  add(word: string | undefined, bytes: Buffer, start: number, end: number, place: string | number): void {
    const entry = this.#tail[this.seen % maxRareWords];
    if (entry) {
      entry.bytes = bytes;
      entry.start = start;
      entry.end = end;
      entry.place = place;
    } else this.#tail.push({ bytes, start, end, place });
    this.seen++;
    if (word === undefined || word === '') {
      this.#unreadable++;
      return;
    }
    if (numberWords.has(word) && !this.#numbersSeen.has(word)) {
      this.#numbersSeen.add(word);
      this.#decode(bytes, start, end, this.#scratch, 0, place);
      this.#numbers.add(this.#scratch);
    }
    if (this.options.keep && !this.options.keep(word)) return;
    if (this.#rows.has(word)) {
      this.#duplicates++;
      return;
    }
    const row = this.#rows.size;
    if (row % blockRows === 0) this.#blocks.push(new Float32Array(blockRows * this.d));
    this.#decode(bytes, start, end, this.#blocks[this.#blocks.length - 1], (row % blockRows) * this.d, place);
    this.#rows.set(word, row);
  }

  #decode(
    bytes: Buffer,
    start: number,
    end: number,
    into: Float32Array,
    at: number,
    place: string | number,
  ): void {
    const wrong = this.decode(bytes, start, end, into, at);
    if (wrong !== undefined) throw this.fault(place, wrong);
  }

  /** Returns the error about the entry at `place`. */
  fault(place: string | number, wrong: string): NerwinError {
    const where = typeof place === 'number' ? `${this.path}:${place}` : `${this.path}: ${place}`;
    return new NerwinError('vectors', `${where}: ${wrong}`, `each word needs ${this.d} finite numbers`);
  }

  /** Returns the table. `means`, if given, replace the means computed from the entries. */
  finish(
    format: Format,
    stream: ByteStream,
    means?: { unknown: Float32Array; number: Float32Array },
  ): WordVectors {
    if (this.seen === 0)
      throw new NerwinError('vectors', `${this.path}: holds no words`, 'choose another file');
    const unknown = means?.unknown ?? this.#rareMean();
    return {
      words: [...this.#rows.keys()],
      d: this.d,
      vectors: this.#joined(),
      unknown,
      number: means?.number ?? (this.#numbers.count > 0 ? this.#numbers.value() : unknown),
      format,
      wordsInFile: this.seen,
      duplicates: this.#duplicates,
      unreadable: this.#unreadable,
      sha256: stream.hash.digest('hex'),
      bytes: stream.size,
    };
  }

  #rareMean(): Float32Array {
    const mean = new Mean(this.d);
    for (let entry = this.seen - rareWords(this.seen); entry < this.seen; entry++) {
      const { bytes, start, end, place } = this.#tail[entry % maxRareWords];
      this.#decode(bytes, start, end, this.#scratch, 0, place);
      mean.add(this.#scratch);
    }
    return mean.value();
  }

  #joined(): Float32Array {
    const vectors = new Float32Array(this.#rows.size * this.d);
    let at = 0;
    // each block is released when it is copied, so the table is never in memory twice
    for (let values = this.#blocks.shift(); values; values = this.#blocks.shift()) {
      vectors.set(values.subarray(0, vectors.length - at), at);
      at += values.length;
    }
    return vectors;
  }
}
