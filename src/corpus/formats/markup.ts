/**
 * @file Reads text whose entities are elements: MUC's `<ENAMEX TYPE="LOCATION">`, TEI's `<placeName>`, `<LOC>` and the
 * like in XML or plain text, `<mark>` in HTML (our own and displaCy's), and documents of GATE. The file is held in
 * memory as a whole.
 */

import { defaultLimits, tooLargeFile } from '../limits.js';
import type { LineBlock } from '../lines.js';
import type { AnnotatedSentence } from '../raw-sentence.js';
import type { Span } from '../sentence.js';
import type { Format, Reader, ReaderContext } from './format.js';
import { gateRecord } from './gate.js';
import { RecordReader } from './json-record.js';
import { fault } from './json-value.js';
import { type MarkupEvent, markupEvents } from './markup-events.js';

const firstTag =
  /^\s*<(?:!doctype html\b|html\b|\?xml\b|!DOCTYPE\b|!--|[A-Za-z][\w:.-]*(?:\s+[\w:.-]+\s*=\s*["'][^"']*["'])*\s*\/?>)/i;
const entityTag = /<(?:ENAMEX|LOC|LOCATION|PER|PERSON|ORG|ORGANIZATION|GPE)\b[^>]*>[^<]+<\/[A-Z]+>/i;

export const markupFormat: Format = {
  matches: ([first, ...rest]) =>
    (firstTag.test(first) && !/\t\S+$/.test(first) && !/^\S+ (?:\S+ )*(?:O|[BIESLU]-\S+)$/.test(first)) ||
    [first, ...rest].slice(0, 50).some((line) => entityTag.test(line)),
  open: (context) => new MarkupReader(context),
};

interface Entity {
  readonly name: string;
  readonly type: string;
  readonly start: number;
}

/** A piece of text with its entities. */
interface Passage {
  readonly text: string;
  readonly spans: readonly Span[];
}

/** A text that grows at its end. One string would be copied whole each time that its end is looked at. */
class GrowingText {
  length = 0;
  readonly #pieces: string[] = [];

  append(piece: string): void {
    this.#pieces.push(piece);
    this.length += piece.length;
  }

  /** Returns the text from offset `start` to its end. */
  from(start: number): string {
    let [k, at] = [this.#pieces.length, this.length];
    while (at > start) at -= this.#pieces[--k].length;
    return this.#pieces
      .slice(k)
      .join('')
      .slice(start - at);
  }

  /** Removes white space at the end that begins with a line feed. */
  endLine(): void {
    let tail = '';
    while (this.#pieces.length > 0 && tail.trim() === '') tail = `${this.#pieces.pop()}${tail}`;
    this.length -= tail.length;
    this.append(tail.replace(/\n\s*$/, ''));
  }
}

class MarkupReader implements Reader {
  readonly #blocks: string[] = [];
  #length = 0;

  constructor(readonly context: ReaderContext) {}

  take({ lines }: LineBlock): AnnotatedSentence[] {
    const block = lines.join('\n');
    this.#length += block.length;
    const { limits = defaultLimits } = this.context.options;
    if (this.#length > limits.file) throw tooLargeFile(this.context.path, limits);
    this.#blocks.push(block);
    return [];
  }

  *finish(): Generator<AnnotatedSentence> {
    const source = this.#blocks.join('\n');
    const records = new RecordReader(this.context);
    if (/<GateDocument\b/.test(source.slice(0, 1 << 16))) {
      yield* records.read(gateRecord(source, this.context.path), 1, 'utf16');
      return;
    }
    const passages = new Passages();
    const line = lineCounter(source);
    for (const event of markupEvents(source)) {
      for (const passage of passages.take(event)) yield* records.read(passage, line(event.at), 'utf16');
      if (passages.several === undefined) continue;
      const { notices, path } = this.context;
      notices.add('severalTags', `${path}:${line(event.at)}`, passages.several);
      passages.several = undefined;
    }
    for (const passage of passages.flush()) yield* records.read(passage, line(source.length), 'utf16');
    if (!passages.hasEntities && isWebPage(source))
      throw fault(
        this.context.path,
        'a web page in which no name is marked',
        'if it shows a file, download the file itself: on GitHub and Hugging Face the button "raw" leads to it',
      );
  }
}

/** Returns a function from offsets, which must not decrease, to lines. */
function lineCounter(source: string): (at: number) => number {
  let [line, from] = [1, 0];
  return (at) => {
    for (let end = source.indexOf('\n', from); end >= 0 && end < at; end = source.indexOf('\n', from)) {
      line++;
      from = end + 1;
    }
    return line;
  };
}

/** True for HTML, except that of displaCy and our own, which may be of a text without names. */
const isWebPage = (source: string): boolean =>
  /^\s*<(?:!doctype html|html)\b/i.test(source) &&
  !/<title>Corpus<\/title>|class="entities"/.test(source.slice(0, 1 << 16));

const skipped: ReadonlySet<string> = new Set([
  'script',
  'style',
  'title',
  'template',
  'teiheader',
  'docno',
  'docid',
  'storyid',
  'nwords',
]);
const inline: ReadonlySet<string> = new Set(
  'a abbr b big cite code del dfn em font hi i ins q s small span strong sub sup tt u w tok token pc'.split(
    ' ',
  ),
);

const block =
  /^(?:p|div|s|sent|sentence|head|h[1-6]|li?|lg|list|item|ab|u|para|paragraph|section|t[dhr]|table|body|text|doc|document)$/;

/** Collects passages of text: every element that is neither an entity nor of inline form ends one. */
class Passages {
  #current = new GrowingText();
  #spans: Span[] = [];
  #depth = 0; // of elements that end passages
  readonly #open: Entity[] = [];
  #skipping: string | undefined;
  /** The alternatives of the last element that had several types. */
  several: string | undefined;
  /** True if an entity was found so far. */
  hasEntities = false;
  #label: string | undefined; // the text of displaCy's label inside a mark

  *take(event: MarkupEvent): Generator<Passage> {
    if (event.kind === 'text') return yield* this.#text(event.text);
    const name = event.name.toLowerCase();
    if (this.#skipping !== undefined) {
      if (event.kind === 'close' && name === this.#skipping) this.#skipping = undefined;
      return;
    }
    if (event.kind === 'close') return yield* this.#close(name);
    if (skipped.has(name) && !event.isEmpty) this.#skipping = name;
    else if (name === 'br') this.#current.append('\n');
    else if (name === 'span' && this.#open.at(-1)?.name === 'mark') this.#label = '';
    else if (!event.isEmpty) yield* this.#opens(name, entityType(event.name, event.attributes));
  }

  *#text(text: string): Generator<Passage> {
    if (this.#skipping !== undefined) return;
    if (this.#label !== undefined) {
      this.#label += text;
      return;
    }
    if (this.#depth > 0 || this.#open.length > 0) {
      this.#current.append(text);
      return;
    }
    const lines = text.split('\n'); // without elements around, a line is a passage
    for (const [k, line] of lines.entries()) {
      if (k > 0) yield* this.flush();
      this.#current.append(line);
    }
  }

  *#opens(name: string, type: string | undefined): Generator<Passage> {
    if (type !== undefined) {
      const [first] = type.split('|'); // MUC's alternatives
      if (first !== type) this.several = type;
      this.#open.push({ name, type: first, start: this.#current.length });
    } else if (!this.#isInline(name)) {
      yield* this.flush();
      if (name !== 'meta' && name !== 'link') this.#depth++;
    }
  }

  /** True for elements that end no passage; inside an entity, such as TEI's `<persName>`, for all but blocks. */
  readonly #isInline = (name: string): boolean =>
    inline.has(name) || (this.#open.length > 0 && !block.test(name));

  *#close(name: string): Generator<Passage> {
    if (name === 'span' && this.#label !== undefined) {
      const mark = this.#open.pop();
      if (mark) this.#open.push({ ...mark, type: this.#label.trim() || mark.type });
      if (mark) this.#current.endLine(); // displaCy writes line feeds between the words of an entity and its label
      this.#label = undefined;
      return;
    }
    const k = this.#open.findLastIndex((entity) => entity.name === name);
    if (k >= 0) this.#end(this.#open.splice(k, 1)[0]);
    else if (!this.#isInline(name)) {
      yield* this.flush();
      this.#depth = Math.max(0, this.#depth - 1);
    }
  }

  #end({ type, start }: Entity): void {
    const covered = this.#current.from(start);
    const words = covered.trim();
    if (words === '') return;
    const from = start + covered.length - covered.trimStart().length;
    this.hasEntities = true;
    let k = this.#spans.length; // before those inside, of which an equal one is left out
    while (k > 0 && this.#spans[k - 1].start >= from) k--;
    this.#spans.splice(k, 0, { type, start: from, end: from + words.length });
  }

  *flush(): Generator<Passage> {
    const passage = { text: this.#current.from(0), spans: this.#spans };
    this.#current = new GrowingText();
    this.#spans = [];
    this.#open.splice(0); // an element that is not closed in its passage is none
    if (passage.text.trim() !== '') yield passage;
  }
}

const typeAttributes = ['type', 'title', 'data-entity', 'data-type', 'data-label', 'label', 'ner', 'subtype'];
const generic = /^(?:enamex|timex|numex|ne|ner|entity|named-?entity|name|rs|mark)$/i;
const specific =
  /^(?:LOC|LOCATION|PER|PERS|PERSON|ORG|ORGANI[ZS]ATION|GPE|GPE_LOC|FAC|FACILITY|MISC|NORP|EVENT|PRODUCT|DATE|TIME|MONEY|PERCENT|LANGUAGE|LAW|WORK_OF_ART|QUANTITY|ORDINAL|CARDINAL|COUNTRY|CITY|STATE|REGION|PLACE|placeName|geogName|persName|orgName|settlement|district|bloc)$/i;

/** Returns the type of an element that is an entity; undefined for others. */
function entityType(name: string, attributes: ReadonlyMap<string, string>): string | undefined {
  if (!generic.test(name)) return specific.test(name) ? name : undefined;
  for (const key of typeAttributes) {
    const type = attributes.get(key);
    if (type) return type;
  }
  const classes = attributes.get('class')?.split(/\s+/) ?? [];
  return (
    classes.find((one) => one !== '' && !generic.test(one)) ??
    (/^(?:name|rs)$/i.test(name) ? undefined : 'LOC')
  );
}
