/**
 * @file Entries of a file become rows: which are kept, which come twice, and the means of rare and of number words.
 * A reader finds an entry's word and the bytes that encode its numbers; these are decoded only when needed.
 */
import { NerwinError } from '../error.js';
import type { ByteStream } from './byte-stream.js';
import type { Format } from './format.js';
import { decodeRow, type Quantisation } from './layout.js';
import { Mean, mostRareWords, numberWords, rareWords } from './special.js';
import type { ReadOptions, WordVectors } from './word-vectors.js';

/** Writes the d numbers encoded in `bytes[start … end)` to `into[at …]`; tells what is wrong with them, if anything. */
export type Decode = (
  bytes: Buffer,
  start: number,
  end: number,
  into: Float32Array,
  at: number,
) => string | undefined;

/** Decodes d numbers that are stored as `quantisation` says. */
export const decodeStored =
  (d: number, quantisation: Quantisation): Decode =>
  (bytes, start, _end, into, at) => {
    decodeRow(bytes, start, d, quantisation, into, at);
    for (let j = 0; j < d; j++)
      if (!Number.isFinite(into[at + j])) return `number ${j + 1} is ${into[at + j]}`;
    return undefined;
  };

const blockRows = 4096;

/** Takes entries in the order of the file and ends as {@link WordVectors}. Faults name the `place` of an entry. */
export class Collector {
  seen = 0;
  #duplicates = 0;
  #unreadable = 0;
  readonly #rows = new Map<string, number>();
  readonly #blocks: Float32Array[] = []; // (blockRows, d) each
  readonly #numbers: Mean;
  readonly #numbersSeen = new Set<string>();
  readonly #scratch: Float32Array; // (d)
  // The encoded numbers of the last entries, a ring: only at the end is it known which words are the rare ones.
  readonly #tail: { bytes: Buffer; start: number; end: number; place: string | number }[] = [];

  constructor(
    readonly path: string,
    readonly d: number,
    readonly decode: Decode,
    readonly options: ReadOptions,
  ) {
    if (options.dimension !== undefined && options.dimension !== d) {
      throw new NerwinError(
        'vectors',
        `${path}: the vectors have ${d} dimensions, but vectors.dimension is ${options.dimension}`,
        `set vectors.dimension to ${d}, or choose another file`,
      );
    }
    this.#numbers = new Mean(d);
    this.#scratch = new Float32Array(d);
  }

  /** Whether as many entries were seen as were asked for. */
  get full(): boolean {
    return this.seen >= (this.options.limit ?? Number.POSITIVE_INFINITY);
  }

  /**
   * Takes the entry of `word` (undefined when it isn't valid UTF-8). `bytes` must not change afterwards.
   * `place` is where it stands, a number of a line or a description.
   */
  add(word: string | undefined, bytes: Buffer, start: number, end: number, place: string | number): void {
    const entry = this.#tail[this.seen % mostRareWords];
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
    this.#decode(bytes, start, end, this.#blocks.at(-1)!, (row % blockRows) * this.d, place);
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

  /** The error about the entry at `place`. */
  fault(place: string | number, wrong: string): NerwinError {
    const where = typeof place === 'number' ? `${this.path}:${place}` : `${this.path}: ${place}`;
    return new NerwinError('vectors', `${where}: ${wrong}`, `each word needs ${this.d} finite numbers`);
  }

  /** The table; `means`, when given, stand for those of the entries seen. */
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
      const { bytes, start, end, place } = this.#tail[entry % mostRareWords]!;
      this.#decode(bytes, start, end, this.#scratch, 0, place);
      mean.add(this.#scratch);
    }
    return mean.value();
  }

  #joined(): Float32Array {
    const vectors = new Float32Array(this.#rows.size * this.d);
    for (let block = 0; this.#blocks.length > 0; block++) {
      const values = this.#blocks.shift()!; // given up as it is copied: the table is never held twice
      const at = block * blockRows * this.d;
      vectors.set(values.subarray(0, vectors.length - at), at);
    }
    return vectors;
  }
}
