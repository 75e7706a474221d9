import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CorpusOptions, defaultCorpusOptions, openCorpus } from '../../src/corpus/corpus.js';
import type { ColumnOptions } from '../../src/corpus/options.js';
import type { Sentence } from '../../src/corpus/sentence.js';
import { configNames } from '../../src/corpus/setting-names.js';
import { faultOf, scratch } from './scratch.js';
import { tagsOf } from './tag-writer.js';

const { write } = scratch();

const withColumns = (columns: Partial<ColumnOptions>): CorpusOptions => ({
  ...defaultCorpusOptions,
  format: 'columns',
  columns: { ...defaultCorpusOptions.columns, ...columns },
  names: configNames,
});

async function sentencesIn(
  content: string | Uint8Array,
  columns: Partial<ColumnOptions> = {},
): Promise<Sentence[]> {
  const corpus = await openCorpus([write('x.conll', content)], withColumns(columns));
  return [...corpus.sentences()];
}

/** Sentences as `Paris/B-LOC is/O`. */
async function shown(content: string | Uint8Array, columns: Partial<ColumnOptions> = {}): Promise<string[]> {
  return (await sentencesIn(content, columns)).map(({ tokens, spans }) => {
    const tags = tagsOf(spans, tokens.length);
    return tokens.map((token, i) => `${token}/${tags[i]}`).join(' ');
  });
}

const messageFor = async (content: string, columns: Partial<ColumnOptions> = {}): Promise<string> => {
  const { message, hint } = await faultOf(() => sentencesIn(content, columns));
  return `${message.slice(message.indexOf('x.conll'))} | ${hint}`;
};

describe('columns', () => {
  test.each<[string, string, Partial<ColumnOptions>, string[]]>([
    ['two by tab', 'Paris\tB-LOC\nis\tO\n\nIt\tO\n', {}, ['Paris/B-LOC is/O', 'It/O']],
    ['four by space (CoNLL-2003)', 'Paris NNP I-NP B-LOC\nis VBZ I-VP O\n', {}, ['Paris/B-LOC is/O']],
    ['runs of spaces and tabs', '  Paris \t NNP   B-LOC \nis\tVBZ O\n', {}, ['Paris/B-LOC is/O']],
    ['tag first, token last', 'B-LOC Paris\nO is\n', { token: -1, tag: 1 }, ['Paris/B-LOC is/O']],
    ['tokens with spaces, by tab', 'New York\tB-LOC\nis\tO\n', { separator: 'tab' }, ['New York/B-LOC is/O']],
    ['an empty column, by tab', 'Paris\t\tB-LOC\nis\tx\tO\n', { separator: 'tab' }, ['Paris/B-LOC is/O']],
    ['tokens with tabs, by space', 'a\tb O\nParis B-LOC\n', { separator: 'space' }, ['a\tb/O Paris/B-LOC']],
    ['a no-break space is not a separator', 'New\u00a0York\tB-LOC\n', {}, ['New\u00a0York/B-LOC']],
    [
      'lines of whitespace separate sentences',
      'Paris\tB-LOC\n \t \nIt\tO\n\u00a0\nis\tO',
      {},
      ['Paris/B-LOC', 'It/O', 'is/O'],
    ],
    ['many empty lines', '\n\n\nParis\tB-LOC\n\n\n\nIt\tO\n\n\n', {}, ['Paris/B-LOC', 'It/O']],
    ['types with hyphens', 'Paris\tB-geo-loc\nCity\tI-geo-loc\n', {}, ['Paris/B-geo-loc City/I-geo-loc']],
    ['bare types', 'Paris LOCATION\nCity LOCATION\nis O\n', {}, ['Paris/B-LOCATION City/I-LOCATION is/O']],
  ])('%s', async (_, content, columns, expected) => {
    expect(await shown(content, columns)).toEqual(expected);
    expect(await shown(`\ufeff${content.replaceAll('\n', '\r\n')}`, columns)).toEqual(expected);
    expect(await shown(gzipSync(content.trimEnd()), columns)).toEqual(expected);
  });

  test('a sentence knows its file and its first line', async () => {
    const sentences = await sentencesIn('# id = 1\nParis B-LOC\nis O\n\n\nIt O\n');
    expect(sentences.map(({ line }) => line)).toEqual([2, 6]);
    expect(sentences[0].file).toMatch(/x\.conll$/);
  });

  test('a line of two megabytes', async () => {
    const token = 'x'.repeat(2_000_000);
    const [sentence] = await sentencesIn(`${token}\tB-LOC\nis\tO\n`);
    expect(sentence.tokens.map((t) => t.length)).toEqual([2_000_000, 2]);
  });

  test('random corpora survive a round trip, with any line end, byte-order mark, or gzip', async () => {
    const token = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .map((text) => text.replace(/[\p{Z}\p{C}]/gu, ''))
      .filter((text) => text.trim() !== '' && !text.startsWith('-DOCSTART-'));
    const sentence = fc.array(fc.tuple(token, fc.constantFrom('O', 'B-LOC', 'B-creative-work')), {
      minLength: 1,
      maxLength: 6,
    });
    const form = fc.record({
      lineEnd: fc.constantFrom('\n', '\r\n'),
      separator: fc.constantFrom('\t', ' ', ' \t '),
      mark: fc.constantFrom('', '\ufeff'),
      closed: fc.boolean(),
      packed: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(sentence, { minLength: 1, maxLength: 5 }), form, async (sentences, form) => {
        const blocks = sentences.map((words) =>
          words.map((word) => word.join(form.separator)).join(form.lineEnd),
        );
        const content = form.mark + blocks.join(form.lineEnd.repeat(2)) + (form.closed ? form.lineEnd : '');
        const expected = sentences.map((words) => words.map((word) => word.join('/')).join(' '));
        expect(await shown(form.packed ? gzipSync(content) : content)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});

describe('lines that begin with #', () => {
  test.each<[string, string, string[]]>([
    ['tokens, by tab', '#\tO\n#Paris\tB-LOC\n\n#1\tO\n', ['#/O #Paris/B-LOC', '#1/O']],
    ['tokens, by space', '# O\n#Paris B-LOC\n\n#1 O\n', ['#/O #Paris/B-LOC', '#1/O']],
    ['tokens among tokens', 'At O\n# O\n1 O\n', ['At/O #/O 1/O']],
    ['a token in four columns', 'No NN I-NP O\n# # I-NP O\n', ['No/O #/O']],
    [
      'comments only at the start of a sentence',
      '# id = 7\n# text = I am O\nI\tO\n\n# a note\nam\tO\n\n# the end\n',
      ['I/O', 'am/O'],
    ],
    ['a comment with as many words as columns', '# text = O\nI PRP x O\n', ['I/O']],
    ['a comment that ends in a tag, by tab', '# O\nI\tO\n', ['I/O']],
    ['bare types and comments', '# newdoc\nParis LOCATION\nis O\n', ['Paris/B-LOCATION is/O']],
    ['CoNLL-2012 marks', '#begin document (a); part 0\nI O\n#end document\n', ['I/O']],
    ['every line starts with #', '#a\tO\n#b\tB-LOC\n', ['#a/O #b/B-LOC']],
  ])('%s', async (_, content, expected) => {
    expect(await shown(content)).toEqual(expected);
  });

  test('in a file with numbered tokens, # starts a comment even inside a sentence', async () => {
    const content = '# O\n1\tParis\tB-LOC\n# 1 O\n2\t#\tO\n';
    expect(await shown(content, { token: 2 })).toEqual(['Paris/B-LOC #/O']);
  });

  test('a comment inside a sentence is an error', async () => {
    expect(await messageFor('I\tO\n# a note\nam\tO\n')).toContain('x.conll:2: 3 columns, expected 2');
  });

  test('a hashtag without a tag is an error, not a comment', async () => {
    expect(await messageFor('I\tO\n\n#Paris\n')).toContain(
      'x.conll:3: 1 column, expected 2 as on the lines before: 1 "#Paris"',
    );
  });
});

describe('CoNLL-U and Universal NER', () => {
  const uner = [
    '# newdoc id = a',
    '# sent_id = a-1',
    "# text = I don't",
    '1\tI\tO\t-\t-',
    "2-3\tdon't\t_\t_\t_",
    '2\tdo\tO\t-\t-',
    "3\tn't\tO\t-\t-",
    '3.1\tgo\t_\t_\t_',
    '',
    '# newdoc id = b',
    '1\tParis\tB-LOC\t-\tanna',
    '',
  ].join('\n');

  test('ranges and empty nodes are skipped', async () => {
    expect(await shown(uner, { token: 2, tag: 3 })).toEqual(["I/O do/O n't/O", 'Paris/B-LOC']);
  });

  test('an error after a skipped line has the right line number', async () => {
    const broken = uner.replace("n't\tO", "n't\tI-LOC").replace('\tB-LOC', '\tO\t');
    expect(await messageFor(broken, { token: 2, tag: 3, separator: 'tab' })).toContain(
      'x.conll:11: 6 columns',
    );
  });

  test('the default columns are those of the words and the tags', async () => {
    expect(await shown(uner)).toEqual(["I/O do/O n't/O", 'Paris/B-LOC']);
  });
});

describe('faults', () => {
  test.each<[string, string, Partial<ColumnOptions>, string]>([
    [
      'too few columns',
      'Paris\tB-LOC\nis\n',
      {},
      'x.conll:2: 1 column, expected 2 as on the lines before: 1 "is" | fix the line; sentences are separated by an empty line',
    ],
    ['one column only', 'Paris\nis\n', {}, 'x.conll:1: no tag column: one column only, 1 "Paris"'],
    [
      'no such column',
      'Paris\tO\n',
      { tag: 4 },
      'x.conll:1: no tag column: column 4 does not exist; the columns are 1 "Paris"  2 "O"',
    ],
    [
      'no such column from the end',
      'Paris\tO\n',
      { token: -3 },
      'x.conll:1: no token column: column -3 does not exist; the columns are',
    ],
    ['the same column', 'Paris\tO\n', { token: 2 }, 'x.conll:1: no tag column: column 2 holds the token'],
    [
      'numbers instead of tags',
      'Paris\t12\n',
      {},
      'x.conll:1: no tag column: column 2 holds "12", which is not a tag',
    ],
    [
      'words for tags',
      'NNP\tParis\nDT\tthe\n',
      {},
      'x.conll:1: no tag column: found "Paris" where a tag is expected',
    ],
    [
      'an empty tag',
      'Paris\tB-LOC\nis\t\n',
      { separator: 'tab' },
      'x.conll:2: no tag column: column 2 holds ""',
    ],
  ])('%s', async (_, content, columns, expected) => {
    expect(await messageFor(content, columns)).toContain(expected);
  });

  test('the message about a line of a megabyte stays short', async () => {
    const message = await messageFor(`${'x'.repeat(1_000_000)}\n`);
    expect(message.length).toBeLessThan(300);
    const wide = await messageFor(`Paris B-LOC\n${'x '.repeat(500_000)}\n`);
    expect(wide).toContain('x.conll:2: 500000 columns, expected 2');
    expect(wide.length).toBeLessThan(400);
  });
});
