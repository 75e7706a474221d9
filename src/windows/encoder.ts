/** @file From sentences to rows: looks every token up, gives it its features, and lays the sentences out with padding. */
import type { Sentence } from '../corpus/sentence.js';
import { type Document, documentsOf, type FeatureSet, ownUses } from '../features/feature-set.js';
import type { WordLookUp } from '../vectors/ladder.js';
import { begin, type EncodedCorpus, entityMark, gapOf, inside, outside, padding } from './encoded-corpus.js';
import { GrowingBytes, GrowingInts } from './growing.js';
import { RowTable } from './row-table.js';

/** How many tokens each rung of the look-up ladder served. */
export type RungCounts = Map<string, number>;

/** An encoded split, and how its words were found. */
export interface Encoding {
  readonly corpus: EncodedCorpus;
  readonly rungs: RungCounts;
}

/** Encodes one or more corpora over one table of rows, which all of them share. */
export class Encoder {
  readonly rows: RowTable;
  readonly #rungOfForm = new Map<string, string>();
  readonly #denseOfForm = new Map<string, number>();
  readonly #featuresOfForm = new Map<string, number[]>();

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
  async encode(
    sentences: AsyncIterable<Sentence>,
    types: ReadonlySet<string>,
    training: boolean,
    classes: readonly string[] = [],
  ): Promise<Encoding> {
    const { sentence, sentenceMean, documentMean } = this.features.options;
    const layout = new CorpusLayout(this.radius, sentence || sentenceMean, documentMean, classes);
    const rungs: RungCounts = new Map();
    for await (const document of documentsOf(sentences)) {
      this.#encodeDocument(document, types, training, layout, rungs);
    }
    return { corpus: layout.finish(), rungs };
  }

  #encodeDocument(
    document: Document,
    types: ReadonlySet<string>,
    training: boolean,
    layout: CorpusLayout,
    rungs: RungCounts,
  ): void {
    const own = training && this.features.rate ? ownUses(document, types) : undefined;
    const encoded = document.map(({ tokens }) => this.rowsOf(tokens, own));
    for (const { tokens } of document) {
      for (const token of tokens) {
        const rung = this.#rungOfForm.get(token)!;
        rungs.set(rung, (rungs.get(rung) ?? 0) + 1);
      }
    }
    const documentRow = layout.hasDocument
      ? this.rows.add('', this.rows.addMean(encoded.flat().map((row) => this.rows.denseOf(row))), [])
      : 0;
    document.forEach((sentence, k) => {
      const context = layout.hasSentence ? this.contextOf(sentence.tokens, encoded[k]!) : undefined;
      layout.add(sentence, encoded[k]!, types, context, documentRow);
    });
    layout.endDocument();
  }

  /** Rows of the tokens of a sentence. */
  rowsOf(tokens: readonly string[], own?: Parameters<FeatureSet['ofTokens']>[1]): number[] {
    const extra = this.features.ofTokens(tokens, own);
    return tokens.map((token, i) => {
      const more = extra?.[i];
      const key = more?.length ? `${token}\u0000${more.join(',')}` : token;
      return this.rows.find(key) ?? this.#addToken(key, token, more ?? []);
    });
  }

  #addToken(key: string, form: string, more: readonly number[]): number {
    let dense = this.#denseOfForm.get(form);
    if (dense === undefined) {
      const found = this.lookUp.find(form);
      dense = found.rows.length === 1 ? found.rows[0]! : this.rows.addMean(found.rows);
      this.#denseOfForm.set(form, dense);
      this.#rungOfForm.set(form, found.rung);
      this.#featuresOfForm.set(form, this.features.ofForm(form));
    }
    const features = [...this.#featuresOfForm.get(form)!, ...more].sort((a, b) => a - b);
    return this.rows.addWithKey(key, form, dense, features);
  }

  /** The context rows of a sentence: for a centre that is its first word (at `at`), and for any other. */
  contextOf(tokens: readonly string[], rows: readonly number[]): SentenceContext {
    const { options } = this.features;
    const { first, other, at } = options.sentence
      ? this.features.ofSentence(tokens)
      : { first: [], other: [], at: -1 };
    if (options.sentenceMean) {
      const mean = this.rows.addMean(rows.map((row) => this.rows.denseOf(row)));
      return { first: this.rows.add('', mean, first), other: this.rows.add('', mean, other), at };
    }
    return { first: this.#contextRow(first), other: this.#contextRow(other), at };
  }

  #contextRow(features: readonly number[]): number {
    const key = `\u0000${features.join(',')}`;
    return this.rows.find(key) ?? this.rows.addWithKey(key, '', -1, features);
  }
}

/** Rows of the slot `sentence`. */
export interface SentenceContext {
  readonly first: number;
  readonly other: number;
  /** The first word, counted from the sentence's start. */
  readonly at: number;
}

/** Lays sentences out one after the other. */
class CorpusLayout {
  readonly #rows = new GrowingInts();
  readonly #labels = new GrowingBytes();
  readonly #entities = new GrowingBytes();
  readonly #starts = new GrowingInts();
  readonly #documentEnds = new GrowingInts();
  readonly #sentenceRows = new GrowingInts();
  readonly #documentRows = new GrowingInts();
  #tokens = 0;

  constructor(
    readonly radius: number,
    readonly hasSentence: boolean,
    readonly hasDocument: boolean,
    readonly classes: readonly string[],
  ) {
    this.#pad();
  }

  #pad(): void {
    for (let k = 0; k < gapOf(this.radius); k++) this.#push(0, padding, 0, 0, 0);
  }

  #push(row: number, label: number, entity: number, sentenceRow: number, documentRow: number): void {
    this.#rows.push(row);
    this.#labels.push(label);
    if (this.classes.length > 0) this.#entities.push(entity);
    if (this.hasSentence) this.#sentenceRows.push(sentenceRow);
    if (this.hasDocument) this.#documentRows.push(documentRow);
  }

  add(
    { spans }: Sentence,
    rows: readonly number[],
    types: ReadonlySet<string>,
    context: SentenceContext | undefined,
    documentRow: number,
  ): void {
    const labels = new Uint8Array(rows.length).fill(outside);
    const entities = new Uint8Array(rows.length);
    for (const span of spans) {
      const entityClass = 1 + this.classes.indexOf(span.type);
      if (entityClass > 0) {
        entities.fill(entityMark(entityClass, false), span.start, span.end);
        entities[span.start] = entityMark(entityClass, true);
      }
      if (!types.has(span.type)) continue;
      labels.fill(inside, span.start, span.end);
      labels[span.start] = begin;
    }
    this.#starts.push(this.#rows.length);
    for (let i = 0; i < rows.length; i++) {
      this.#push(
        rows[i]!,
        labels[i]!,
        entities[i]!,
        i === context?.at ? context.first : (context?.other ?? 0),
        documentRow,
      );
    }
    this.#tokens += rows.length;
    this.#pad();
  }

  endDocument(): void {
    this.#documentEnds.push(this.#starts.length);
  }

  finish(): EncodedCorpus {
    this.#starts.push(this.#rows.length);
    const contexts = [];
    if (this.hasSentence) contexts.push(this.#sentenceRows.values());
    if (this.hasDocument) contexts.push(this.#documentRows.values());
    return {
      radius: this.radius,
      rows: this.#rows.values(),
      labels: this.#labels.values(),
      ...(this.classes.length > 0 ? { entities: this.#entities.values() } : {}),
      starts: this.#starts.values(),
      contexts,
      documentEnds: this.#documentEnds.values(),
      tokens: this.#tokens,
    };
  }
}
