/** @file Counts what a format does not keep, so that a conversion can say it. */

import { plural } from '../../plural.js';
import { sentences } from '../../text/sentences.js';
import { tokenize } from '../../text/tokenize.js';
import { TokenBuffer } from '../../text/tokens.js';
import type { AnnotatedDocument } from '../annotated-document.js';
import { isInvisible } from '../invisible.js';
import { piecesAt } from '../sentence-pieces.js';
import type { Kept } from './format.js';

/** What can be lost, and how it is said. */
const kinds = {
  text: (n: number) =>
    `the text between the words, and with it the offsets, of ${plural(n, 'document', 'documents')}`,
  rest: (n: number) =>
    `the sentences without entities of ${plural(n, 'document', 'documents')}: they cannot be read back`,
  space: (n: number) => `white space between the sentences of ${plural(n, 'document', 'documents')}`,
  words: (n: number) =>
    `the words of ${plural(n, 'document', 'documents')}: a reader that finds them again in the text finds others`,
  sentences: (n: number) =>
    `the ends of sentences in ${plural(n, 'document', 'documents')}: a reader finds others`,
  cells: (n: number) =>
    `${plural(n, 'word that is', 'words that are')} empty or ${n === 1 ? 'has' : 'have'} white space inside or around, written with spaces or as _`,
  gaps: (n: number) =>
    `${plural(n, 'piece of text that is', 'pieces of text that are')} in no word, written as ${n === 1 ? 'a word' : 'words'}`,
  filled: (n: number) => `${plural(n, 'empty word', 'empty words')}, written as _`,
  documents: (n: number) => `${plural(n, 'border', 'borders')} of documents`,
  overlaps: (n: number) => `${plural(n, 'entity that overlaps', 'entities that overlap')} another one`,
  cuts: (n: number) =>
    `the borders of ${plural(n, 'entity that begins or ends', 'entities that begin or end')} inside a word, written as whole words`,
} as const;

/** Returns the number of pieces of the text between words that can be seen. */
function gapsIn({ text, starts, ends }: AnnotatedDocument): number {
  const isGap = (from: number, to: number): boolean => !isInvisible(text.slice(from, to));
  const before = starts.filter((start, k) => isGap(k > 0 ? ends[k - 1] : 0, start)).length;
  return before + (isGap(ends.at(-1) ?? 0, text.length) ? 1 : 0);
}

/** What a conversion lost, counted document by document. */
export class Losses {
  readonly #counts = new Map<keyof typeof kinds, number>();
  #documents = 0;

  constructor(readonly keeps: Kept) {}

  /** Compares a document with what the format can hold. */
  add(document: AnnotatedDocument): void {
    const { keeps } = this;
    const isFirst = this.#documents++ === 0;
    this.#count('text', keeps.text === false && document.isOriginal ? 1 : 0);
    this.#count('rest', keeps.text === 'entities' && hasRest(document) ? 1 : 0);
    this.#count('space', keeps.text === 'sentences' && hasSpace(document) ? 1 : 0);
    this.#count('documents', !keeps.documents && document.opensDocument && !isFirst ? 1 : 0);
    this.#count('cells', keeps.words === 'cells' ? document.words.filter(isNoCell).length : 0);
    this.#count('filled', keeps.words === 'filled' ? document.words.filter((word) => word === '').length : 0);
    this.#count('gaps', keeps.gaps === false && document.isOriginal ? gapsIn(document) : 0);
    if (!keeps.words) {
      const found = tokenize(document.text);
      const isSame = sameWords(document, found);
      this.#count('words', isSame ? 0 : 1);
      if (isSame && !keeps.sentences) this.#count('sentences', sameSentences(document) ? 0 : 1);
    }
    if (keeps.overlaps && keeps.cuts) return;
    const { overlaps, cuts } = spanLosses(document);
    this.#count('overlaps', keeps.overlaps ? 0 : overlaps);
    this.#count('cuts', keeps.cuts ? 0 : cuts);
  }

  #count(kind: keyof typeof kinds, times: number): void {
    if (times > 0) this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + times);
  }

  /** Returns a line for each kind of loss. */
  lines(): string[] {
    return [...this.#counts].map(([kind, count]) => kinds[kind](count));
  }
}

/** True if a sentence has no entity. */
const hasRest = ({ sentenceEnds, spans }: AnnotatedDocument): boolean =>
  piecesAt(sentenceEnds, spans).some((sentence) => sentence.spans.length === 0);

const isNoCell = (word: string): boolean => word === '' || /[\t-\r\u0085\u2028\u2029]|^\s|\s$/.test(word);

/** True if there is more than white space of one character between two sentences. */
const hasSpace = ({ isOriginal, text, starts, ends, sentenceEnds }: AnnotatedDocument): boolean =>
  isOriginal &&
  (text.slice(0, starts[0]) !== '' ||
    text.slice(ends.at(-1)) !== '' ||
    sentenceEnds.slice(0, -1).some((to) => text.slice(ends[to - 1], starts[to]) !== '\n'));

function sameWords(
  { starts, ends }: AnnotatedDocument,
  found: { count: number; starts: Int32Array; ends: Int32Array },
): boolean {
  if (found.count !== starts.length) return false;
  return starts.every((start, k) => start === found.starts[k] && ends[k] === found.ends[k]);
}

function sameSentences({ text, starts, ends, sentenceEnds }: AnnotatedDocument): boolean {
  const tokens = new TokenBuffer();
  starts.forEach((start, k) => {
    tokens.push(start, ends[k]);
  });
  const found = sentences(text, tokens);
  return found.count === sentenceEnds.length && sentenceEnds.every((end, k) => end === found.ends[k]);
}

function spanLosses({ marks, starts, ends }: AnnotatedDocument): { overlaps: number; cuts: number } {
  const [first, last] = [new Set(starts), new Set(ends)];
  let [end, overlaps, cuts] = [0, 0, 0];
  for (const mark of marks) {
    if (mark.start < end) overlaps++;
    else if (!first.has(mark.start) || !last.has(mark.end)) cuts++;
    end = Math.max(end, mark.end);
  }
  return { overlaps, cuts };
}
