/**
 * @file Reads brat's stand-off annotations: entities (`T` lines) in a `.ann` file, and the text in the `.txt` file
 * beside it. Offsets count code points of the text with its line ends; where these do not fit the words that the file
 * says, other ways to count are tried, because programs differ in that.
 */

import { NerwinError } from '../../error.js';
import { maximum, minimum } from '../../extremes.js';
import { isThere } from '../../is-there.js';
import { plural } from '../../plural.js';
import { readWhole } from '../../whole-file.js';
import { hasPairs } from '../code-points.js';
import { defaultLimits } from '../limits.js';
import type { LineBlock } from '../lines.js';
import type { AnnotatedSentence } from '../raw-sentence.js';
import type { Format, Reader, ReaderContext } from './format.js';
import { RecordReader } from './json-record.js';
import { fault, shown } from './json-value.js';
import { sameWords } from './same-words.js';
import type { TextUnit } from './span-alignment.js';

export const bratFormat: Format = {
  matches: (lines) =>
    /^(?:[TREAMN]\d+|\*|#\d+)\t\S+ \S/.test(lines[0]) &&
    lines.slice(0, 50).some((line) => /^T\d+\t\S+ \d+ \d+(?:;\d+ \d+)*(?:\t|$)/.test(line)),
  open: (context) => new BratReader(context),
};

/** Returns the file with the text of an `.ann` file. */
export function textBeside(path: string): string {
  const [lower, upper] = ['.txt', '.TXT'].map((ending) => path.replace(/\.ann$/i, ending));
  return !isThere(lower, 'corpus') && isThere(upper, 'corpus') ? upper : lower;
}

/** True for an `.ann` file with its text beside it, also one without annotations. */
export const isBrat = (path: string): boolean => /\.ann$/i.test(path) && isThere(textBeside(path), 'corpus');

interface Entity {
  readonly type: string;
  readonly parts: readonly (readonly [start: number, end: number])[];
  /** The words that the file says; undefined if it says none. */
  readonly words: string | undefined;
  readonly shown: string;
  readonly line: number;
}

/** A way to count the characters of the text. */
interface Counting {
  readonly text: string;
  readonly unit: TextUnit;
  readonly characters: readonly string[];
}

class BratReader implements Reader {
  readonly #entities: Entity[] = [];

  constructor(readonly context: ReaderContext) {}

  take({ first, lines }: LineBlock): AnnotatedSentence[] {
    for (const [k, line] of lines.entries()) this.#read(line, first + k);
    return [];
  }

  *finish(): Generator<AnnotatedSentence> {
    const { path } = this.context;
    const file = textBeside(path);
    if (file === path)
      throw new NerwinError(
        'corpus',
        `${path}: annotations of brat, but the name does not end in .ann`,
        'name it FILE.ann, with the text beside it as FILE.txt',
      );
    if (!isThere(file, 'corpus'))
      throw new NerwinError(
        'corpus',
        `${path}: the text of these annotations of brat is missing: ${file}`,
        'put the .txt file beside the .ann file, under the same name',
      );
    const raw = new TextDecoder('utf-8', { ignoreBOM: true }).decode(
      readWhole(file, 'corpus', (this.context.options.limits ?? defaultLimits).record),
    );
    const { text, unit, characters } = this.#best(raw);
    const spans = this.#entities.map((entity) => this.#span(entity, characters));
    yield* new RecordReader(this.context).read({ text, spans }, 1, unit);
  }

  #read(line: string, number: number): void {
    const place = `${this.context.path}:${number}`;
    const id = line.split('\t', 1)[0].trim();
    if (id === '' || id.startsWith('#')) return;
    if (/^(?:[REAMN]\d+|\*)$/.test(id)) {
      this.context.notices.add('otherAnnotation', place, id);
      return;
    }
    const [, type, offsets, words] = /^T\S*\t(\S+)[ \t](\d+ \d+(?:;\d+ \d+)*)(?:\t(.*))?$/.exec(line) ?? [];
    if (type === undefined)
      throw fault(
        place,
        `${shown(line)} is no annotation of brat`,
        'entities are written as T1, a tab, the type with its offsets (LOC 0 5), a tab, the words',
      );
    const parts = offsets.split(';').map((part) => part.split(' ').map(Number) as [number, number]);
    this.#entities.push({ type, parts, words, shown: id, line: number });
  }

  /** Returns the way to count in which most entities cover the words that the file says. */
  #best(raw: string): Counting {
    const ways: Counting[] = [];
    for (const text of new Set([raw, raw.replaceAll('\r\n', '\n'), raw.replace(/^\ufeff/, '')])) {
      ways.push({ text, unit: 'codepoint', characters: Array.from(text) });
      if (hasPairs(text)) ways.push({ text, unit: 'utf16', characters: text.split('') });
    }
    const misfits = (way: Counting): Entity[] =>
      this.#entities.filter((entity) => entity.words !== undefined && !isCovered(entity, way));
    let [best, fewest] = [ways[0], misfits(ways[0])];
    for (const way of ways.slice(1)) {
      const found = misfits(way);
      if (found.length < fewest.length) [best, fewest] = [way, found];
    }
    for (const { line, shown: id } of fewest)
      this.context.notices.add('otherText', `${this.context.path}:${line}`, id);
    return best;
  }

  /** Returns the entity as one span. Parts with only white space between them are one, as brat writes several lines. */
  #span({ type, parts, shown: id, line }: Entity, characters: readonly string[]) {
    const place = `${this.context.path}:${line}`;
    const end = maximum(parts.map((part) => part[1]));
    const start = minimum(parts.map((part) => part[0]));
    if (end > characters.length)
      throw fault(
        place,
        `${id} ends at ${end}, but the text has ${plural(characters.length, 'character', 'characters')}`,
        'is the .txt file the one that was annotated?',
      );
    const hasGap = parts.some(
      (part, k) =>
        k > 0 &&
        characters
          .slice(parts[k - 1][1], part[0])
          .join('')
          .trim() !== '',
    );
    if (hasGap) this.context.notices.add('discontinuousSpan', place, id);
    return { type, start, end };
  }
}

/** True if the parts of an entity cover the words that the file says. */
function isCovered({ parts, words = '' }: Entity, { characters }: Counting): boolean {
  const covered = parts.map(([start, end]) => characters.slice(start, end).join('')).join(' ');
  return sameWords(covered, words);
}
