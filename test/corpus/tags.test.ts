import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TagCensus } from '../../src/corpus/schemes.js';
import type { Span } from '../../src/corpus/sentence.js';
import { configNames } from '../../src/corpus/setting-names.js';
import { usualSpelling } from '../../src/corpus/tag-spelling.js';
import { parseTag, type Scheme, schemes, spansOf, type Tag } from '../../src/corpus/tags.js';
import { faultOf } from './scratch.js';
import { tagsOf } from './tag-writer.js';

function tagOf(text: string): Tag {
  const tag = parseTag(text);
  if (!tag) throw new Error(`${text} is no tag`);
  return tag;
}

const tags = (text: string): Tag[] => text.split(' ').map(tagOf);
const shown = (text: string): string[] => spansOf(tags(text)).map((s) => `${s.type} ${s.start}-${s.end}`);

/** A sentence's length and spans: random gaps and lengths, types with and without hyphens. */
const annotation = fc
  .array(
    fc.record({
      gap: fc.integer({ min: 0, max: 2 }),
      length: fc.integer({ min: 1, max: 3 }),
      type: fc.constantFrom('LOC', 'geo-loc', 'I-B'),
    }),
    { maxLength: 6 },
  )
  .map((pieces) => {
    const spans: Span[] = [];
    let at = 0;
    for (const { gap, length, type } of pieces) {
      spans.push({ type, start: at + gap, end: at + gap + length });
      at += gap + length;
    }
    return { spans, length: at + 1 };
  });

/** The census of sentences written as tags, one a line of numbers 1, 2, … */
function census(...sentences: string[]): TagCensus {
  const counted = new TagCensus('x.conll', configNames);
  let line = 1;
  for (const sentence of sentences) {
    const read = tags(sentence);
    counted.add(
      read,
      read.map((_, i) => line + i),
    );
    line += read.length + 1;
  }
  return counted;
}

describe('a tag', () => {
  test.each([
    ['O', 'O', ''],
    ['B-LOC', 'B', 'LOC'],
    ['I-geo-loc', 'I', 'geo-loc'],
    ['L-LOC', 'E', 'LOC'],
    ['U-LOC', 'S', 'LOC'],
    ['LOCATION', 'I', 'LOCATION'],
    ['geo-loc', 'I', 'geo-loc'],
    ['Ort', 'I', 'Ort'],
  ])('%s', (text, role, type) => {
    expect(parseTag(text)).toMatchObject({ text, role, type });
  });

  test.each(['', '-', '_', '0', '12', 'B', 'I', 'B-', '(LOC*', '.', 'a b'])('%j is not a tag', (text) => {
    expect(parseTag(text)).toBeUndefined();
  });

  test('names of object properties are types like any other', () => {
    expect(parseTag('constructor')).toMatchObject({ role: 'I', type: 'constructor' });
  });
});

test('a cell of a megabyte is not searched for a tag in another spelling', () => {
  for (const cell of [`a${' '.repeat(1e6)}b`, `B-${'-a'.repeat(5e5)}-`, `(${'(0.9'.repeat(2e5)}`])
    expect(usualSpelling(cell)).toBe(cell);
});

describe('tags → spans', () => {
  test.each([
    ['O O', []],
    ['B-LOC I-LOC O B-PER', ['LOC 0-2', 'PER 3-4']],
    ['B-LOC B-LOC I-LOC', ['LOC 0-1', 'LOC 1-3']],
    ['I-LOC B-LOC O I-LOC I-PER', ['LOC 0-1', 'LOC 1-2', 'LOC 3-4', 'PER 4-5']],
    ['S-LOC B-LOC I-LOC E-LOC S-LOC', ['LOC 0-1', 'LOC 1-4', 'LOC 4-5']],
    ['U-LOC B-LOC L-LOC', ['LOC 0-1', 'LOC 1-3']],
    ['LOCATION LOCATION O PERSON LOCATION', ['LOCATION 0-2', 'PERSON 3-4', 'LOCATION 4-5']],
    ['E-LOC E-LOC', ['LOC 0-1', 'LOC 1-2']],
  ])('%s', (text, spans) => {
    expect(shown(text)).toEqual(spans);
  });

  test.each(['IOB1', 'IOB2', 'BIOES'] as const)('%s: spans → tags → spans is the identity', (scheme) => {
    fc.assert(
      fc.property(annotation, ({ spans, length }) => {
        expect(spansOf(tagsOf(spans, length, scheme).map(tagOf))).toEqual(spans);
      }),
    );
  });

  test.each(schemes)('%s: tags → spans → tags is the identity, and the census accepts the tags', (scheme) => {
    fc.assert(
      fc.property(annotation, ({ spans, length }) => {
        const written = tagsOf(spans, length, scheme);
        const read = written.map(tagOf);
        expect(tagsOf(spansOf(read), length, scheme)).toEqual(written);
        const counted = new TagCensus('x.conll');
        counted.add(
          read,
          read.map((_, i) => i + 1),
        );
        expect(counted.scheme(scheme)).toBe(spans.length === 0 ? 'none' : scheme);
        const entities = [...counted.entities.values()].reduce((sum, count) => sum + count, 0);
        expect(entities).toBe(spansOf(read).length);
      }),
    );
  });
});

describe('detection', () => {
  test.each<[Scheme | 'none', string[]]>([
    ['none', ['O O']],
    ['IOB2', ['B-LOC I-LOC O', 'B-PER']],
    ['IOB2', ['B-LOC B-LOC I-LOC']],
    ['IOB1', ['I-LOC I-LOC O', 'I-LOC B-LOC']],
    ['IO', ['I-LOC I-LOC O', 'I-PER I-LOC']],
    ['IO', ['LOCATION O PERSON PERSON']],
    ['BIOES', ['B-LOC E-LOC O S-LOC']],
    ['BIOES', ['B-LOC I-LOC L-LOC O U-LOC U-PER']],
  ])('%s', (scheme, sentences) => {
    expect(census(...sentences).scheme('auto')).toBe(scheme);
  });

  test('I- after O in an IOB2 file is a mixture: both kinds are named, and the error points to the rarer one', async () => {
    const fault = await faultOf(() => census('B-LOC I-LOC', 'O I-LOC', 'B-PER O').scheme('auto'));
    expect(fault.message).toBe(
      'x.conll:5: mixed tagging schemes: I-LOC after O, as in IOB1, ' +
        'but B-LOC at the start of a sentence (2 times) at line 1, as in IOB2',
    );
    expect(fault.hint).toContain('corpus.scheme: IOB1');
  });

  test('declared as IOB1, the same file is read', () => {
    expect(census('B-LOC I-LOC', 'O I-LOC', 'B-PER O').scheme('IOB1')).toBe('IOB1');
  });

  test.each([
    [
      'unclosed before O',
      ['S-LOC', 'B-LOC O'],
      'x.conll:4: mixed tagging schemes: O after B-LOC is impossible in BIOES',
    ],
    [
      'unclosed at the end',
      ['S-LOC', 'B-LOC'],
      'x.conll:3: mixed tagging schemes: the end of the sentence after B-LOC',
    ],
    ['an end without a beginning', ['S-LOC O E-LOC'], 'x.conll:3: mixed tagging schemes: E-LOC after O'],
    ['bare and prefixed', ['LOCATION O', 'O B-LOC'], 'x.conll:5: mixed tagging schemes: B-LOC after O'],
    [
      'BIOES and BILOU',
      ['S-LOC O', 'S-LOC', 'U-LOC'],
      'x.conll:6: mixed tagging schemes: U-LOC at the start of a sentence',
    ],
  ])('a mixture: %s', async (_, sentences, message) => {
    expect((await faultOf(() => census(...sentences).scheme('auto'))).message).toContain(message);
  });

  test.each<[Scheme, string, string]>([
    ['IOB2', 'O I-LOC', 'x.conll:2: I-LOC after O is impossible in IOB2'],
    ['IO', 'O B-LOC', 'x.conll:2: B-LOC after O is impossible in IO'],
    ['BIOES', 'B-LOC I-LOC', 'x.conll:2: the end of the sentence after I-LOC is impossible in BIOES'],
    ['IOB1', 'S-LOC', 'x.conll:1: S-LOC at the start of a sentence is impossible in IOB1'],
  ])('declared as %s, %s is impossible', async (scheme, sentence, message) => {
    expect((await faultOf(() => census(sentence).scheme(scheme))).message).toBe(message);
  });

  test('words instead of tags: no O at all, or too many types', async () => {
    const parts = await faultOf(() => census('NNP VBZ', 'NNP').scheme('auto'));
    expect(parts.message).toContain('x.conll:1: no tag column: found "NNP" where a tag is expected');
    const words = Array.from({ length: 300 }, (_, i) => `word${i}`).join(' ');
    expect((await faultOf(() => census(`O ${words}`))).message).toContain(
      'no tag column: found "word0" where a tag is expected',
    );
  });
});
