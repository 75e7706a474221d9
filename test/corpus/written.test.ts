import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AnnotatedDocument, documentOf } from '../../src/corpus/annotated-document.js';
import { defaultCorpusOptions } from '../../src/corpus/corpus.js';
import { type DocumentUnit, documentsIn } from '../../src/corpus/documents-in.js';
import { Notices } from '../../src/corpus/notices.js';
import type { Span } from '../../src/corpus/sentence.js';
import { Losses } from '../../src/corpus/written/losses.js';
import { readsAs, writtenNames } from '../../src/corpus/written/names.js';
import { writtenFormats } from '../../src/corpus/written/registry.js';
import { FramedWriter } from '../../src/corpus/written/write-documents.js';
import { sentences } from '../../src/text/sentences.js';
import { tokenize } from '../../src/text/tokenize.js';
import { scratch } from './scratch.js';

const { write } = scratch();

const words = fc.constantFrom(
  ...(
    'Paris Rome lives in the . , " \' & < > </p> <LOC> &amp; 😀 👍🏽 Zürich 東京 ( ) # @x #x _ - $ 10 1,5 ; | NER=B-LOC ' +
    'a=b http://a.b/c [ ] { } \\ \\n U.S. 𝐏𝐚𝐫 O B-LOC e\u0301 T1 0'
  ).split(' '),
);
const gaps = fc.constantFrom(' ', ' ', ' ', '', '  ', '\n', '\r\n', '\t', '\n\n', '\u00a0');
const types = fc.constantFrom('LOC', 'PER', 'geo-loc', 'GPE_LOC');
const texts = fc
  .array(fc.tuple(words, gaps), { minLength: 1, maxLength: 14 })
  .map((pieces) => pieces.flat().join(''))
  .filter((text) => tokenize(text).count > 0);

/** A document as a record with this text is read, with entities at words; `moves` moves their borders. */
function withText(text: string, choices: readonly (readonly [number, number, string])[], moves = 0) {
  const found = tokenize(text);
  const starts = Array.from(found.starts.subarray(0, found.count));
  const ends = Array.from(found.ends.subarray(0, found.count));
  const spans: Span[] = [];
  for (const [skip, length, type] of choices) {
    const start = (spans.at(-1)?.end ?? 0) + skip;
    const end = start + length;
    if (end <= starts.length) spans.push({ type, start, end });
  }
  const marks = spans.map(({ type, start, end }) => ({
    type,
    start: starts[start],
    end: Math.max(starts[start] + 1, ends[end - 1] - (ends[end - 1] - starts[end - 1] > 1 ? moves : 0)),
  }));
  const pieces = sentences(text, found);
  return {
    text,
    isOriginal: true,
    words: starts.map((start, k) => text.slice(start, ends[k])),
    starts,
    ends,
    sentenceEnds: Array.from(pieces.ends.subarray(0, pieces.count)).filter(
      (at) => !spans.some(({ start, end }) => start < at && at < end), // readers split no entity
    ),
    spans,
    marks,
    opensDocument: true,
    line: 1,
  } satisfies AnnotatedDocument;
}

const choices = fc.array(fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 3 }), types), { maxLength: 4 });
const documents = fc.array(
  fc.tuple(texts, choices).map(([text, chosen]) => withText(text, chosen)),
  { minLength: 1, maxLength: 4 },
);

/** Writes the documents in a format, and reads the file again. */
async function roundTrip(
  name: (typeof writtenNames)[number],
  documents: readonly AnnotatedDocument[],
  unit: DocumentUnit = 'auto',
): Promise<{ read: AnnotatedDocument[]; lost: string[]; notices: string[]; file: string }> {
  const format = writtenFormats[name];
  const writer = new FramedWriter(format);
  const losses = new Losses(format.keeps);
  let content = '';
  for (const document of documents) {
    losses.add(document);
    content += writer.write(document);
  }
  const end = await writer.end();
  content += typeof end === 'string' ? end : '';
  const path = write(name === 'brat' ? 'x.ann' : 'x', typeof end === 'string' ? content : end);
  if (name === 'brat') write('x.txt', documents.map(({ text }) => `${text}\n`).join(''));
  const notices = new Notices();
  const read: AnnotatedDocument[] = [];
  const kind = readsAs[name] ?? 'columns';
  const reading = { ...defaultCorpusOptions, format: kind === 'jsonl' ? ('auto' as const) : kind };
  for await (const document of documentsIn(path, reading, notices, unit)) read.push(document);
  return { read, lost: losses.lines(), notices: notices.lines(), file: content };
}

/** The texts that the entities of a document cover. */
const covered = ({ text, marks }: AnnotatedDocument): string[][] =>
  marks.map(({ type, start, end }) => [type, text.slice(start, end)]);

const readable = writtenNames.filter((name) => readsAs[name] !== undefined);
const seed = { seed: 7, numRuns: 50 };

describe('what is written is read again', () => {
  test.each(readable.filter((name) => writtenFormats[name].keeps.text === true))(
    '%s: texts and entities, to the character',
    async (name) => {
      await fc.assert(
        fc.asyncProperty(documents, async (given) => {
          const { read } = await roundTrip(name, given);
          const isOne = name === 'brat' || name === 'gate'; // one file is one document
          const texts = given.map(({ text }) => text);
          expect(read.map(({ text }) => text)).toEqual(
            isOne ? [texts.join('\n') + (name === 'brat' ? '\n' : '')] : texts,
          );
          expect(read.flatMap(covered)).toEqual(given.flatMap(covered));
          if (isOne) return;
          expect(read.map(({ marks }) => marks)).toEqual(given.map(({ marks }) => marks));
        }),
        seed,
      );
    },
  );

  test.each(
    readable.filter((name) => writtenFormats[name].keeps.overlaps && writtenFormats[name].keeps.cuts),
  )('%s: entities that overlap or cut a word', async (name) => {
    const crossing = fc.array(fc.tuple(texts, choices, choices), { minLength: 1, maxLength: 3 }).map((all) =>
      all.map(([text, one, other]) => {
        const [first, second] = [withText(text, one), withText(text, other, 1)];
        const marks = [...first.marks, ...second.marks].sort(
          (a, b) => a.start - b.start || b.end - a.end || (a.type < b.type ? -1 : 1),
        );
        return { ...first, marks: marks.filter(({ start, end }) => isWhole(text.slice(start, end))) };
      }),
    );
    await fc.assert(
      fc.asyncProperty(crossing, async (given) => {
        const { read, lost } = await roundTrip(name, given);
        const sorted = (all: readonly string[][]) => all.map(String).sort();
        expect(sorted(read.flatMap(covered))).toEqual(sorted(given.flatMap(covered)));
        expect(lost.join()).not.toContain('entit');
      }),
      seed,
    );
  });

  test.each(readable)('%s: words, sentences and entities, unless it says otherwise', async (name) => {
    await fc.assert(
      fc.asyncProperty(documents, async (given) => {
        const { read, lost } = await roundTrip(name, given);
        const said = lost.join('\n');
        if (!/words of|white space inside/.test(said)) expect(wordsOf(read)).toEqual(wordsOf(given));
        if (/the words|the ends of|white space inside/.test(said) || name === 'brat' || name === 'gate')
          return;
        if (name !== 'prodigy') expect(sentencesOf(read)).toEqual(sentencesOf(given));
        expect(entitiesOf(read)).toEqual(entitiesOf(given));
      }),
      seed,
    );
  });

  test.each(['conll', 'conllu', 'jsonl', 'huggingface', 'csv', 'docbin'] as const)(
    '%s: sentences of words without a text',
    async (name) => {
      const word = fc.oneof(words, fc.constantFrom('10 000', '', '"', 'New York', '#', '-', 'O'));
      const sentence = fc.tuple(fc.array(word, { minLength: 1, maxLength: 8 }), choices, fc.boolean());
      await fc.assert(
        fc.asyncProperty(fc.array(sentence, { minLength: 1, maxLength: 5 }), async (all) => {
          const given = all.map(([tokens, chosen, opens]) => withoutText(tokens, chosen, opens));
          const { read, lost } = await roundTrip(name, given);
          const said = lost.join();
          if (!/white space inside|empty word/.test(said)) expect(wordsOf(read)).toEqual(wordsOf(given));
          expect(sentencesOf(read)).toEqual(sentencesOf(given));
          expect(entitiesOf(read)).toEqual(entitiesOf(given));
        }),
        seed,
      );
    },
  );
});

/** True if the text neither begins nor ends with white space or half a character, nor goes across lines. */
const isWhole = (text: string): boolean =>
  text === text.trim() && text !== '' && !/[\r\n]/.test(text) && text.isWellFormed();

/** A sentence of words, as a file of columns has it. */
function withoutText(
  tokens: string[],
  chosen: readonly (readonly [number, number, string])[],
  opensDocument: boolean,
): AnnotatedDocument {
  const spans: Span[] = [];
  for (const [skip, length, type] of chosen) {
    const start = (spans.at(-1)?.end ?? 0) + skip;
    if (start + length <= tokens.length) spans.push({ type, start, end: start + length });
  }
  return documentOf([{ tokens, annotation: { spans }, lines: tokens.map(() => 1), opensDocument }]);
}

const wordsOf = (documents: readonly AnnotatedDocument[]): string[] =>
  documents.flatMap(({ words }) => words);

/** The sentences of all documents, as numbers of words. */
const sentencesOf = (documents: readonly AnnotatedDocument[]): number[] =>
  documents.flatMap(({ sentenceEnds }) => sentenceEnds.map((end, k) => end - (sentenceEnds[k - 1] ?? 0)));

/** The entities of all documents, with the words counted through. */
function entitiesOf(documents: readonly AnnotatedDocument[]): string[] {
  let before = 0;
  return documents.flatMap(({ words, spans }) => {
    const from = before;
    before += words.length;
    return spans.map(({ type, start, end }) => `${type} ${from + start} ${from + end}`);
  });
}

test.each(['spacy', 'docbin'] as const)('%s: text in no word becomes one, which is said', async (name) => {
  const path = write('gap.jsonl', '{"text":"(New-York)","tokens":["New","York"],"spans":[[0,2,"LOC"]]}\n');
  const given: AnnotatedDocument[] = [];
  for await (const one of documentsIn(path, defaultCorpusOptions, new Notices())) given.push(one);
  const { read, lost } = await roundTrip(name, given);
  expect(wordsOf(read)).toEqual(['(', 'New', '-', 'York', ')']);
  expect(lost).toEqual(['3 pieces of text that are in no word, written as words']);
});
