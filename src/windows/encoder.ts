/** @file From sentences to rows: looks every token up, gives it its features, and lays the sentences out with padding. */
import { GrowingBytes } from '../corpus/growing.js';
import type { Sentence } from '../corpus/sentence.js';
import type { FeatureSet } from '../features/feature-set.js';
import { leftOutTogether, ownUses } from '../features/left-out.js';
import type { LocationRate } from '../features/location-rate.js';
import {
  contextNames,
  contextNumber,
  isSmallKind,
  kindCount,
  punctuation,
  wordKind,
} from '../features/sentence-context.js';
import { type Rung, rungs, type WordLookUp } from '../vectors/ladder.js';
import { CorpusLayout, type SentenceContext } from './corpus-layout.js';
import type { EncodedCorpus } from './encoded-corpus.js';
import { RowTable } from './row-table.js';

/** How many tokens each rung of the look-up ladder served. */
export type RungCounts = Map<string, number>;

/** An encoded split, and how its words were found. */
export interface Encoding {
  readonly corpus: EncodedCorpus;
  readonly rungs: RungCounts;
}

/** What depends on a form alone. */
interface Form {
  readonly dense: number;
  readonly features: readonly number[];
  /** Number of the rung that served, and what kind of a token it is: see {@link traitsOf}. */
  readonly traits: number;
}

/** The number of a rung and a kind of token in a byte, and each of them from it. */
const traitsOf = (rung: Rung, kind: number): number => kindCount * rungs.indexOf(rung) + kind;
const rungOf = (traits: number): number => Math.floor(traits / kindCount);
const kindOf = (traits: number): number => traits % kindCount;

/** Encodes one or more corpora over one table of rows, which all of them share. */
export class Encoder {
  readonly rows: RowTable;
  readonly #forms = new Map<string, Form>();
  readonly #traits = new GrowingBytes(); // by row; 0 for contexts
  readonly #contexts = new Map<number, ReturnType<FeatureSet['ofContext']>>();
  readonly #counts = new Int32Array(kindCount);

  constructor(
    readonly lookUp: WordLookUp,
    readonly features: FeatureSet,
    readonly radius: number,
  ) {
    this.rows = new RowTable(lookUp.d, lookUp.table, lookUp.paddingRow);
  }

  /**
   * Encodes the sentences of a split. `types` are the entity types that count as location; with `training`, each document's own uses
   * are left out of the location rate. With `classes`, types of entities, the corpus tells them apart as well: the first is class 1.
   */
  encode(
    sentences: Iterable<Sentence>,
    types: ReadonlySet<string>,
    training: boolean,
    classes: readonly string[] = [],
  ): Encoding {
    const { sentence: marks, sentenceMean, documentMean } = this.features.options;
    const layout = new CorpusLayout(this.radius, marks || sentenceMean, documentMean, classes);
    const served = new Served();
    let document: number | undefined; // the present one
    let begun = 0; // its first sentence
    const take = (sentence: Sentence, own?: LocationRate): void => {
      if (document !== undefined && sentence.document !== document) {
        this.#endDocument(layout, begun);
        begun = layout.sentences;
      }
      document = sentence.document;
      const rows = this.rowsOf(sentence.tokens, own);
      layout.add(rows, sentence.spans, types);
      for (const row of rows) served.add(rungOf(this.#traits.at(row)));
    };
    if (training && this.features.rate) {
      for (const piece of leftOutTogether(sentences)) {
        const own = ownUses(piece, types);
        for (const sentence of piece) take(sentence, own);
      }
    } else for (const sentence of sentences) take(sentence);
    if (document !== undefined) this.#endDocument(layout, begun);
    const small = this.#traits.values().map((traits) => (isSmallKind(kindOf(traits)) ? 1 : 0));
    return { corpus: { ...layout.finish(), small }, rungs: served.counts() };
  }

  /** Rows of the slots after the words, for the document that began with the sentence `begun`. */
  #endDocument(layout: CorpusLayout, begun: number): void {
    layout.endDocument(layout.hasDocument ? this.#documentRow(layout, begun) : 0);
    if (!layout.hasSentence) return;
    for (let sentence = begun; sentence < layout.sentences; sentence++) {
      const rows = layout.rowsOf(sentence);
      layout.addContext(rows.length, this.contextOf(rows));
    }
  }

  #documentRow(layout: CorpusLayout, begun: number): number {
    const dense: number[] = [];
    for (let sentence = begun; sentence < layout.sentences; sentence++)
      for (const row of layout.rowsOf(sentence)) dense.push(this.rows.denseOf(row));
    return this.rows.add('', this.rows.addMean(dense), []);
  }

  /** Rows of the tokens of a sentence. */
  rowsOf(tokens: readonly string[], own?: LocationRate): number[] {
    const extra = this.features.ofTokens(tokens, own);
    return tokens.map((token, i) => {
      const more = extra?.[i];
      const key = more?.length ? `${token}\u0000${more.join(',')}` : token;
      return this.rows.find(key) ?? this.#addToken(key, token, more ?? []);
    });
  }

  #addToken(key: string, text: string, more: readonly number[]): number {
    let form = this.#forms.get(text);
    if (form === undefined) {
      const { rung, rows } = this.lookUp.find(text);
      const dense = rows.length === 1 ? rows[0]! : this.rows.addMean(rows);
      form = { dense, features: this.features.ofForm(text), traits: traitsOf(rung, wordKind(text)) };
      this.#forms.set(text, form);
    }
    const features = [...form.features, ...more].sort((a, b) => a - b);
    const row = this.rows.addWithKey(key, text, form.dense, features);
    while (this.#traits.length < row) this.#traits.push(0);
    this.#traits.push(form.traits);
    return row;
  }

  /** The context rows of a sentence of these rows: for a centre that is its first word (at `at`), and for any other. */
  contextOf(rows: Int32Array): SentenceContext {
    const { options } = this.features;
    const { first, other, at } = options.sentence ? this.#marksOf(rows) : { first: [], other: [], at: -1 };
    if (options.sentenceMean) {
      const mean = this.rows.addMean(rows.map((row) => this.rows.denseOf(row)));
      return { first: this.rows.add('', mean, first), other: this.rows.add('', mean, other), at };
    }
    return { first: this.#contextRow(first), other: this.#contextRow(other), at };
  }

  /** Features of a sentence of these rows, for its first word and for any other, and where the first word is: after punctuation, or 0. */
  #marksOf(rows: Int32Array): { first: number[]; other: number[]; at: number } {
    const counts = this.#counts.fill(0);
    let at = -1;
    for (let i = 0; i < rows.length; i++) {
      const kind = kindOf(this.#traits.at(rows[i]!));
      counts[kind]!++;
      if (at < 0 && kind !== punctuation) at = i;
    }
    const number = contextNumber(counts);
    let marks = this.#contexts.get(number);
    if (!marks) {
      marks = this.features.ofContext(contextNames(number));
      this.#contexts.set(number, marks);
    }
    return { first: marks.first, other: marks.other, at: Math.max(0, at) };
  }

  #contextRow(features: readonly number[]): number {
    const key = `\u0000${features.join(',')}`;
    return this.rows.find(key) ?? this.rows.addWithKey(key, '', -1, features);
  }
}

/** How many tokens each rung served, the rungs in order of first use. */
class Served {
  readonly #counts = new Int32Array(rungs.length);
  readonly #met: number[] = [];

  add(rung: number): void {
    if (this.#counts[rung]!++ === 0) this.#met.push(rung);
  }

  counts(): RungCounts {
    return new Map(this.#met.map((rung) => [rungs[rung]!, this.#counts[rung]!]));
  }
}
