/**
 * @file Sentences stored as columns of integers: each distinct form and type is stored once, and a token
 * takes about 6 bytes instead of an object with strings.
 */
import { GrowingInts } from './growable-array.js';
import type { Sentence, Span } from './sentence.js';

/** Numbers distinct strings 0, 1, … in order of first appearance. */
class StringTable {
  readonly list: string[] = [];
  readonly #numbers = new Map<string, number>();

  intern(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    this.#numbers.set(name, this.list.length);
    return this.list.push(name) - 1;
  }
}

/** The sentences of several files, added one by one; they can be iterated any number of times. */
export class PackedSentences {
  readonly #forms = new StringTable();
  readonly #types = new StringTable();
  readonly #tokens = new GrowingInts(); // form numbers
  readonly #ends = new GrowingInts(); // by sentence: end of its tokens
  readonly #spans = new GrowingInts(); // type, start, end of each
  readonly #spanEnds = new GrowingInts(); // by sentence
  readonly #documents = new GrowingInts(); // by sentence
  readonly #lines = new GrowingInts(); // by sentence
  readonly #files: { readonly path: string; readonly first: number }[] = []; // with the number of its first sentence

  /** Starts a file: the sentences added from now on belong to it. */
  openFile(path: string): void {
    this.#files.push({ path, first: this.#ends.length });
  }

  add({ tokens, spans, document, line }: Omit<Sentence, 'file'>): void {
    for (const token of tokens) this.#tokens.push(this.#forms.intern(token));
    this.#ends.push(this.#tokens.length);
    for (const { type, start, end } of spans) {
      this.#spans.push(this.#types.intern(type));
      this.#spans.push(start);
      this.#spans.push(end);
    }
    this.#spanEnds.push(this.#spans.length);
    this.#documents.push(document);
    this.#lines.push(line);
  }

  /** Yields the sentences in the order in which they were added. Equal tokens are the same string object. */
  *sentences(): Generator<Sentence> {
    let [from, spansFrom] = [0, 0];
    let file = -1;
    for (let k = 0; k < this.#ends.length; k++) {
      while (this.#files[file + 1] && this.#files[file + 1].first <= k) file++;
      const [to, spansTo] = [this.#ends.at(k), this.#spanEnds.at(k)];
      yield {
        tokens: this.#tokensOf(from, to),
        spans: this.#spansOf(spansFrom, spansTo),
        document: this.#documents.at(k),
        file: this.#files[file].path,
        line: this.#lines.at(k),
      };
      [from, spansFrom] = [to, spansTo];
    }
  }

  /** Returns the number of tokens of each distinct form, in order of first appearance. */
  forms(): Map<string, number> {
    const counts = new Float64Array(this.#forms.list.length);
    for (let i = 0; i < this.#tokens.length; i++) counts[this.#tokens.at(i)]++;
    return new Map(this.#forms.list.map((form, k) => [form, counts[k]]));
  }

  #tokensOf(from: number, to: number): string[] {
    const tokens: string[] = [];
    for (let i = from; i < to; i++) tokens.push(this.#forms.list[this.#tokens.at(i)]);
    return tokens;
  }

  #spansOf(from: number, to: number): Span[] {
    const spans: Span[] = [];
    for (let i = from; i < to; i += 3) {
      const [type, start, end] = [this.#spans.at(i), this.#spans.at(i + 1), this.#spans.at(i + 2)];
      spans.push({ type: this.#types.list[type], start, end });
    }
    return spans;
  }
}
