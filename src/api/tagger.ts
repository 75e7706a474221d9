/** @file The tagger of the library: loads a model, and returns tagged texts as plain objects. */
import { NerwinError } from '../error.js';
import type { StoredModel } from '../model/read-model.js';
import type { Thresholds } from '../model/thresholds.js';
import { ByteBuffer } from '../tagging/byte-buffer.js';
import { type RecordFormat, recordFormats, recordWriter, type WriteRecord } from '../tagging/record.js';
import { recordOf, type TagRecord } from '../tagging/tag-record.js';
import { Tagger as ColumnTagger } from '../tagging/tagger.js';
import { textOfUtf8 } from '../text-bytes.js';
import { abortable } from './abort.js';
import { checkOptions, kinds, oneOf, wholeFrom, wrong } from './arguments.js';
import { chosenThresholds, rejectTwoChoices } from './chosen-thresholds.js';
import type { DownloadOptions, ModelSource } from './model-source.js';
import { openModel } from './open-model.js';

const megabyte = 2 ** 20;

/** Options of {@link Tagger.load}; they mean what the options of `nerwin tag` mean. */
export interface TaggerOptions extends DownloadOptions {
  /** The score above which a token is a location; the model's own thresholds by default. */
  readonly threshold?: number | undefined;
  /** A named operating point of the model, such as `precise`. */
  readonly operatingPoint?: string | undefined;
  /** True if each text is one sentence with its tokens separated by spaces. */
  readonly tokenized?: boolean | undefined;
  /** True if mentions of the same name in a text agree, which helps in texts of many sentences. */
  readonly document?: boolean | undefined;
  /** Memory limit for the cache of words already seen, in megabytes, 1 … 2048; 128 by default. */
  readonly tableMemory?: number | undefined;
}

/** Options of {@link Tagger.stream}. */
export interface StreamOptions {
  /** Ends the stream with an error of code `interrupted`. */
  readonly signal?: AbortSignal | undefined;
}

const taggerOptions = {
  threshold: kinds.isNumber,
  operatingPoint: kinds.isText,
  tokenized: kinds.isFlag,
  document: kinds.isFlag,
  tableMemory: wholeFrom(1, 2048),
  onProgress: kinds.isFunction,
  signal: kinds.isSignal,
};

/**
 * Marks the locations in texts. A tagger keeps a cache of the words it has seen, so one that is used again is
 * faster than a new one; it never changes what it returns.
 *
 * @example
 * ```ts
 * import { Tagger } from 'nerwin';
 *
 * const tagger = await Tagger.load();
 * const { locations } = tagger.tag('I flew from New York to Rome.');
 * console.log(locations.map(({ text }) => text)); // → [ 'New York', 'Rome' ]
 * ```
 */
export class Tagger {
  readonly #tagger: ColumnTagger;
  readonly #out = new ByteBuffer();
  readonly #writers = new Map<RecordFormat, WriteRecord>();

  private constructor(model: StoredModel, options: TaggerOptions) {
    // JavaScript can call a private constructor.
    if (model === undefined)
      throw new NerwinError('usage', 'a tagger needs a model, which is loaded first', 'await Tagger.load()');
    this.#tagger = new ColumnTagger(model, {
      thresholds: chosenThresholds(model.header, options),
      tokenized: options.tokenized,
      document: options.document,
      tableBytes: options.tableMemory === undefined ? undefined : options.tableMemory * megabyte,
    });
  }

  /**
   * Loads a model: in Node the shipped one, a model file, a run folder, a URL or bytes; in a browser a URL or
   * bytes. Throws a `NerwinError`: `model` if there is no model, or it is damaged; `usage` if an argument is of
   * the wrong type; `interrupted` if the signal is aborted.
   *
   * @example
   * ```ts
   * import { readFile } from 'node:fs/promises';
   * import modelUrl from 'nerwin/model';
   * import { Tagger } from 'nerwin';
   *
   * const bytes = await readFile(new URL(modelUrl));
   * const tagger = await Tagger.load(bytes, { operatingPoint: 'precise' });
   * console.log(tagger.thresholds.start > 0); // → true
   * ```
   */
  static async load(source?: ModelSource, options: TaggerOptions = {}): Promise<Tagger> {
    checkOptions('options', options, taggerOptions);
    rejectTwoChoices(options);
    return new Tagger(await openModel(source, options), options);
  }

  /** Throws 'usage' if a method is called without its tagger, as in `texts.map(tagger.tag)`. */
  static #check(self: unknown, method: string): void {
    if (typeof self === 'object' && self !== null && #tagger in self) return;
    const hint = `call it as tagger.${method}(…), for example in texts.map((text) => tagger.${method}(text))`;
    throw new NerwinError('usage', `${method} was called without its tagger`, hint);
  }

  /** The thresholds in use. */
  get thresholds(): Thresholds {
    return this.#tagger.thresholds;
  }

  /**
   * Tags a text. Each text is a document of its own; line breaks are part of it.
   *
   * @example
   * ```ts
   * import { Tagger } from 'nerwin';
   *
   * const tagger = await Tagger.load();
   * const { locations } = tagger.tag('She lives in Paris.');
   * console.log(locations[0].text, locations[0].start, locations[0].end); // → Paris 13 18
   * ```
   */
  tag(text: string): TagRecord {
    Tagger.#check(this, 'tag');
    if (typeof text !== 'string') throw wrong('text', 'a string', text);
    return recordOf(this.#tagger.tag(text));
  }

  /**
   * Tags a text and returns it as `nerwin tag --format` prints it, without the last line feed: `text` (locations
   * in square brackets), `jsonl`, `conll` or `html`.
   *
   * @example
   * ```ts
   * import { Tagger } from 'nerwin';
   *
   * const tagger = await Tagger.load();
   * console.log(tagger.format('She lives in Paris.', 'html')); // → <p>She lives in <mark>Paris</mark>.</p>
   * ```
   */
  format(text: string, format: RecordFormat = 'text'): string {
    Tagger.#check(this, 'format');
    if (typeof text !== 'string') throw wrong('text', 'a string', text);
    const kind = oneOf(recordFormats);
    if (!kind.holds(format)) throw wrong('format', kind.expected, format);
    let write = this.#writers.get(format);
    if (!write) {
      write = recordWriter(format, (location) => `[${location}]`);
      this.#writers.set(format, write);
    }
    write(this.#tagger.tag(text), this.#out);
    return textOfUtf8(this.#out.take()).slice(0, -1);
  }

  /**
   * Tags texts as they come, and yields one record per text, in order. Holds one text at a time.
   *
   * @example
   * ```ts
   * import { Tagger } from 'nerwin';
   *
   * const tagger = await Tagger.load();
   * for await (const { locations } of tagger.stream(['Rain in Paris.', 'Sun in Rome.']))
   *   console.log(locations[0].text); // → Paris → Rome
   * ```
   */
  async *stream(
    texts: Iterable<string> | AsyncIterable<string>,
    options: StreamOptions = {},
  ): AsyncGenerator<TagRecord, void, undefined> {
    Tagger.#check(this, 'stream');
    checkOptions('options', options, { signal: kinds.isSignal });
    if (!isIterable(texts)) throw wrong('texts', 'an iterable of strings', texts, 'pass an array of texts');
    let k = 0;
    for await (const text of abortable<unknown>(texts, options.signal)) {
      if (typeof text !== 'string')
        throw wrong(`texts[${k}]`, 'a string', text, text instanceof Uint8Array ? decodeFirst : undefined);
      k++;
      yield recordOf(this.#tagger.tag(text));
    }
  }
}

const decodeFirst =
  'decode it: readline.createInterface({ input }) yields lines, pipeThrough(new TextDecoderStream()) pieces of text';

/** True for whatever `for await` takes, except for a string, whose items are characters. */
const isIterable = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && (Symbol.iterator in value || Symbol.asyncIterator in value);
