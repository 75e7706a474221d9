import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { AnnotatedDocument } from '../../src/corpus/annotated-document.js';
import { defaultCorpusOptions } from '../../src/corpus/corpus.js';
import { documentsIn } from '../../src/corpus/documents-in.js';
import { Notices } from '../../src/corpus/notices.js';
import { docbin } from '../../src/corpus/written/docbin.js';
import { FramedWriter } from '../../src/corpus/written/write-documents.js';
import { pythonWith } from './python.js';

const python = pythonWith('spacy');
const folder = mkdtempSync(join(tmpdir(), 'nerwin-docbin-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'x.spacy');

function spacy(task: 'read' | 'write', input = ''): string {
  const script = join(import.meta.dirname, 'docbin.py');
  const { stdout, stderr, status } = spawnSync(python ?? '', [script, task, path], {
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

async function documents(): Promise<AnnotatedDocument[]> {
  const found: AnnotatedDocument[] = [];
  for await (const document of documentsIn(path, defaultCorpusOptions, new Notices())) found.push(document);
  return found;
}

/** What spaCy finds in a file. */
interface Reading {
  readonly text: string;
  readonly words: readonly string[];
  readonly sentences: readonly number[] | null;
  readonly unknown: boolean;
  readonly ents: readonly (readonly [string, number, number, string])[];
}

const words = fc.constantFrom(
  ...'Paris New York , . LOC DATE GPE mark case nsubj PROPN _ X ORTH FLAG19 DEPRECATED001 😀 Zürich 東京 e\u0301 "'.split(
    ' ',
  ),
);
const types = fc.constantFrom('LOC', 'GPE', 'place', 'geo-loc', 'Straße', 'ORTH');
const document = fc
  .array(
    fc.tuple(
      words,
      fc.constantFrom('', ' ', ' ', '  ', '\n', ' \r\n'),
      fc.constantFrom('O', 'B', 'I'),
      types,
      fc.boolean(),
    ),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((tokens) => {
    const spans: { type: string; start: number; end: number }[] = [];
    const ends: number[] = [];
    const starts: number[] = [];
    let text = '';
    tokens.forEach(([word, gap, tag, type], k) => {
      starts.push(text.length);
      ends.push(text.length + word.length);
      text += word + gap;
      const last = spans.at(-1);
      if (tag === 'B') spans.push({ type, start: k, end: k + 1 });
      if (tag === 'I' && last?.end === k) last.end = k + 1;
    });
    const sentenceEnds = tokens
      .map((_, k) => k + 1)
      .filter(
        (end) =>
          end === tokens.length ||
          (tokens[end - 1][4] && !spans.some((span) => span.start < end && end < span.end)),
      );
    const marks = spans.map(({ type, start, end }) => ({ type, start: starts[start], end: ends[end - 1] }));
    const all = {
      text,
      isOriginal: true,
      words: tokens.map(([word]) => word),
      starts,
      ends,
      sentenceEnds,
      spans,
      marks,
    };
    return { ...all, opensDocument: true, line: 1 } satisfies AnnotatedDocument;
  });

const seed = { seed: 11 };

describe.skipIf(python === undefined)('DocBin and spaCy', () => {
  test('spaCy reads what nerwin writes: texts, entities, sentences', async () => {
    const given = fc.sample(document, { ...seed, numRuns: 300 });
    const writer = new FramedWriter(docbin);
    for (const one of given) writer.write(one);
    writeFileSync(path, await writer.end());
    const read = spacy('read')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Reading);
    expect(read.map(({ text }) => text)).toEqual(given.map(({ text }) => text));
    expect(read.map(({ words: all }) => all.filter((word) => word.trim() !== ''))).toEqual(
      given.map((one) => one.words),
    );
    read.forEach(({ ents, sentences, unknown }, k) => {
      const points = (at: number): number => Array.from(given[k].text.slice(0, at)).length;
      expect(ents).toEqual(
        given[k].marks.map(({ type, start, end }) => [
          type,
          points(start),
          points(end),
          given[k].text.slice(start, end),
        ]),
      );
      expect(sentences).toHaveLength(given[k].sentenceEnds.length);
      expect(unknown).toBe(false);
    });
  });

  test('nerwin reads what spaCy writes: texts, words, entities, sentences', async () => {
    const tokens = fc.array(fc.tuple(words, fc.boolean(), fc.nat(2), types, fc.boolean()), {
      minLength: 1,
      maxLength: 12,
    });
    const given = fc.sample(tokens, { ...seed, numRuns: 300 }).map((all) => {
      const ents: [string, number, number][] = [];
      all.forEach(([, , length, type], k) => {
        if (length > 0 && k >= (ents.at(-1)?.[2] ?? 0) && k + length <= all.length)
          ents.push([type, k, k + length]);
      });
      const starts = all.map(
        ([, , , , starts], k) => k === 0 || (starts && !ents.some(([, from, to]) => from < k && k < to)),
      );
      return { words: all.map(([word]) => word), spaces: all.map(([, space]) => space), ents, starts };
    });
    spacy('write', given.map((one) => JSON.stringify(one)).join('\n'));
    const found = await documents();
    expect(found.map((one) => one.words)).toEqual(given.map((one) => one.words));
    found.forEach(({ text, spans, marks, sentenceEnds }, k) => {
      const { words: all, spaces, ents, starts } = given[k];
      expect(text).toBe(all.map((word, t) => (spaces[t] ? `${word} ` : word)).join(''));
      expect(spans.map(({ type, start, end }) => [type, start, end])).toEqual(ents);
      expect(marks).toHaveLength(ents.length);
      expect([0, ...sentenceEnds.slice(0, -1)]).toEqual(starts.flatMap((isStart, t) => (isStart ? [t] : [])));
    });
  });
});
