import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type CorpusOptions, defaultCorpusOptions, openCorpus } from '../../src/corpus/corpus.js';
import type { ColumnOptions } from '../../src/corpus/options.js';
import { configNames } from '../../src/corpus/setting-names.js';
import { titleIf } from '../skip-reporter.js';
import { faultOf, scratch } from './scratch.js';

const { folder, write } = scratch();

type Reading = Partial<Omit<CorpusOptions, 'columns'>> & { readonly columns?: Partial<ColumnOptions> };

/** The sentences of a file as `Paris=LOC is`, its format and its warnings. */
async function read(
  content: string | Uint8Array,
  { columns, ...reading }: Reading = {},
  name = 'x',
): Promise<{ sentences: string[]; format: string; warnings: string; tokens: number }> {
  const options = {
    ...defaultCorpusOptions,
    names: configNames,
    ...reading,
    columns: { ...defaultCorpusOptions.columns, ...columns },
  };
  const corpus = await openCorpus([write(name, content)], options);
  const sentences = Array.from(corpus.sentences(), ({ tokens, spans }) => {
    const words: string[] = [];
    for (let i = 0; i < tokens.length; i++) {
      const span = spans.find(({ start }) => start === i);
      words.push(span ? `${tokens.slice(i, span.end).join('_')}=${span.type}` : tokens[i]);
      if (span) i = span.end - 1;
    }
    return words.join(' ');
  });
  const { files, warnings, tokens } = corpus.summary;
  return {
    sentences,
    format: files[0].format,
    tokens,
    warnings: warnings.join('\n').replaceAll(/\/\S*\//g, ''),
  };
}

describe('columns that are found by what they contain', () => {
  const uner = '1\tIn\tO\t-\t-\n2\tRome\tB-LOC\t-\tanna\n';
  const conllu = (misc: [string, string]): string =>
    ['In', 'Rome']
      .map((word, k) => `${k + 1}\t${word}\t${word}\tADP\tIN\t_\t0\troot\t_\t${misc[k]}`)
      .join('\n')
      .concat('\n\n1-2\tdu\t_\t_\t_\t_\t_\t_\t_\t_\n1\tIt\tit\tPRON\tPRP\t_\t0\troot\t_\t_\n');
  test.each<[string, string, Reading]>([
    ['Universal NER', uner, {}],
    ['numbers from 0', '0 In O\n1 Rome B-LOC\n', {}],
    ['numbers, three columns by spaces', '1 In O\n2 Rome B-LOC\n', {}],
    ['outer and inner tags (GermEval): the outer ones', '#\tx [2]\n1\tIn\tO\tO\n2\tRome\tB-LOC\tO\n', {}],
    ['chunks are no entities', '1 In IN B-PP O\n2 Rome NNP B-NP B-LOC\n', {}],
    ['NER in MISC', conllu(['NER=O', 'NER=B-LOC|SpaceAfter=No']), {}],
    ['NER in MISC, O left out', conllu(['_', 'SpaceAfter=No|NER=B-LOC']), { columns: { tag: 'NER' } }],
    ['Entity in MISC, named', conllu(['Entity=O', 'Entity=B-LOC']), { columns: { tag: 'entity' } }],
    ['a header line', 'TOKEN\tNE\tMISC\nIn\tO\t_\nRome\tB-LOC\t_\n', {}],
    ['a header line, tag by name', 'word ner pos\nIn O x\nRome B-LOC y\n', { columns: { tag: 'NER' } }],
    [
      'HIPE',
      'TOKEN\tNE-COARSE-LIT\tNE-COARSE-METO\tNEL-LIT\tMISC\n# a = b\nIn\tO\tO\t\t\nRome\tB-LOC\tO\tQ220\t\n',
      {},
    ],
    ['CoNLL-U Plus', '# global.columns = ID FORM NER LEMMA\n1\tIn\tO\tO\n2\tRome\tB-LOC\tO\n', {}],
  ])('%s', async (_, content, reading) => {
    expect((await read(content, reading)).sentences[0]).toBe('In Rome=LOC');
  });

  test("HIPE's EndOfSentence ends a sentence", async () => {
    const content = 'TOKEN\tNE-COARSE-LIT\tMISC\nRome\tB-loc\tNoSpaceAfter\n.\tO\tEndOfSentence\nIt\tO\t_\n';
    expect((await read(content)).sentences).toEqual(['Rome=loc .', 'It']);
  });

  test('a file without tags is refused, not read as one', async () => {
    const fault = await faultOf(() => read(conllu(['_', 'SpaceAfter=No'])));
    expect(fault.message).toContain('x:1: no tag column');
    expect(fault.hint).toBe('no column holds tags such as B-LOC and O: use a file with named entities');
  });

  test('a key of MISC with another name, if it alone holds tags', async () => {
    const line = (id: number, word: string, misc: string) => `${id}\t${word}${'\t_'.repeat(7)}\t${misc}\n`;
    const content = `${line(1, 'In', 'Name=O')}${line(2, 'Rome', 'SpaceAfter=No|Name=B-LOC')}`;
    expect((await read(content)).sentences).toEqual(['In Rome=LOC']);
  });

  test('a name that no column has', async () => {
    const fault = await faultOf(() => read('word ner\nRome B-LOC\n', { columns: { tag: 'label' } }));
    expect(fault.message).toContain('no column is called "label"; the names in the file are "word", "ner"');
    expect(fault.hint).toBe('set corpus.columns.tag: 2');
  });
});

describe('comments', () => {
  test.each([
    '# file:\t\tA_001\n# url:\thttp://x.org/\nIn O\nRome B-LOC\n',
    '#\thttp://x.org/ [7]\nIn\tO\nRome\tB-LOC\n',
    '# key: value\nIn\tO\nRome\tB-LOC\n',
    '# key:\tO\nIn\tO\nRome\tB-LOC\n',
    'TOKEN\tNE\tMISC\n# doc:id = 7 b\nIn\tO\t_\nRome\tB-LOC\t_\n',
  ])('%j', async (content) => {
    expect((await read(content)).sentences).toEqual(['In Rome=LOC']);
  });
});

describe('spellings of tags', () => {
  test.each([
    ['B-LOC', 'I-LOC'],
    ['B_LOC', 'I_LOC'],
    ['LOC-B', 'LOC-I'],
    ['LOC_B', 'LOC_E'],
    ['b-LOC', 'i-LOC'],
    ['B:LOC', 'I:LOC'],
    ['LOC:B', 'LOC:I'],
    ['B.LOC', 'I.LOC'],
    ['B/LOC', 'I/LOC'],
    ['B\u2013LOC', 'I\u2013LOC'],
    ['B\u2212LOC', 'I\u2010LOC'],
    ['\uff22-\uff2c\uff2f\uff23', '\uff29\uff0d\uff2c\uff2f\uff23'],
    ['B-', 'I-'],
    ['B-LOC', 'L-LOC'],
    ['B-LOC', 'E-LOC'],
    ['B', 'I'],
    ['B', 'E'],
    ['I', 'I'],
  ])('%s %s', async (first, second) => {
    for (const outside of ['O', 'o'])
      expect((await read(`in ${outside}\nNew ${first}\nYork ${second}\n`)).sentences).toEqual([
        'in New_York=LOC',
      ]);
  });

  test('tags without a type have the type of the setting', async () => {
    expect((await read('in O\nRome B\n', { untyped: 'GPE' })).sentences).toEqual(['in Rome=GPE']);
    expect((await read('{"tokens":["Rome"],"tags":["S"]}', { untyped: 'GPE' })).sentences).toEqual([
      'Rome=GPE',
    ]);
  });

  test('of several tags in one place the first is read, and that is said', async () => {
    for (const sign of ['|', ';', ',', '+']) {
      const tags = [`B-LOC${sign}B-ORG`, `I-LOC${sign}O`];
      const warning = /^2 tokens have several tags in one place, of which the first is read: /;
      for (const content of [
        `in\tO\nNew\t${tags[0]}\nYork\t${tags[1]}\n`,
        `word;tag\nin;O\nNew;"${tags[0]}"\nYork;"${tags[1]}"\n`,
        JSON.stringify({ tokens: ['in', 'New', 'York'], tags: ['O', ...tags] }),
      ]) {
        const { sentences, warnings } = await read(content);
        expect(sentences).toEqual(['in New_York=LOC']);
        expect(warnings).toMatch(warning);
      }
    }
  });

  test('E_ and S_ behind the type are the letters of one scheme', async () => {
    const { sentences, warnings } = await read('New LOC_B\nYork LOC_E\nhas O\nopera EVENT_S\n');
    expect(sentences).toEqual(['New_York=LOC has opera=EVENT']);
    expect(warnings).toBe('');
  });

  test('a byte-order mark where a file was appended to another is not part of the token', async () => {
    const { sentences, warnings } = await read('in\tO\n\n\ufeffRome\tB-LOC\n\n\ufeffRome\tB-LOC\n');
    expect(sentences).toEqual(['in', 'Rome=LOC', 'Rome=LOC']);
    expect(warnings).toMatch(/^2 tokens after a byte-order mark inside the file, read without it: x:3 /);
    const record = JSON.stringify({ tokens: ['in', 'Rome'], tags: ['O', 'B-LOC'] });
    expect((await read(`${record}\n\ufeff${record}\n`)).sentences).toEqual(['in Rome=LOC', 'in Rome=LOC']);
  });

  test.each(['B-LOC ', ' B-LOC', 'B-LOC\u00a0', '\u200bB-LOC', 'B-LOC\ufeff', 'B-LOC\u3000', 'B-LOC\u200e'])(
    'around the tag %j',
    async (tag) => {
      const { sentences, warnings } = await read(`in\tO\nRome\t${tag}\nOslo\t${tag}\n`);
      expect(sentences).toEqual(['in Rome=LOC Oslo=LOC']);
      expect(warnings).toMatch(
        /^2 tags with white space or invisible characters around them, read without: x:2 /,
      );
      const strict = await faultOf(() => read(`in\tO\nRome\t${tag}\n`, { strict: true }));
      expect(strict.message).toMatch(/x:2: 1 tag with white space/);
    },
  );

  test('types that differ only by case or invisible characters', async () => {
    const { warnings } = await read('a B-LOC\nb B-Loc\n\nd B-ORG\n');
    expect(warnings).toContain(
      '1 group of entity types that differ only by case or invisible characters: x "LOC" (1) and',
    );
    const spans = ['LOC', 'L\u200bOC'].map((type, start) => ({ type, start, end: start + 1 }));
    const unseen = await read(JSON.stringify({ tokens: ['a', 'c'], spans }));
    expect(unseen.warnings).toContain('"L<U+200B>OC" (1)');
  });
});

describe('unusual spellings of tags are read, and that is said', () => {
  test.each([
    ['B-LOC:0.98', 'I-LOC:.5', 'O:1.0'],
    ['B-LOC/0.98', 'I-LOC/0.7', 'O/1.00'],
    ['B-LOC(0.98)', 'I-LOC(0.7)', 'O(9.5e-1)'],
    ['B--LOC', 'I--LOC', '-O'],
    ['BLOC', 'ILOC', 'O.'],
    ['BEGIN-LOC', 'INSIDE-LOC', 'OUTSIDE'],
    ['Beginning_LOC', 'Inside_LOC', 'Outside'],
    ['START-LOC', 'CONT-LOC', 'OUT'],
    ['LOC-START', 'LOC-END', 'OTHER'],
    ['B1-LOC', 'I1-LOC', 'NONE'],
    ['"B-LOC"', '"I-LOC"', '"O"'],
    ['[B-LOC]', '[I-LOC]', '[O]'],
    ['B-LOC,', 'I-LOC,', 'O,'],
    ['B(LOC)', 'I[LOC]', '*'],
    ['B+LOC', 'I#LOC', 'O-'],
    ['B LOC', 'I - LOC', 'null'],
    ['B\u00adLOC', 'I-\u200bLOC', 'O-O'],
    ['\u0412-LOC', '\u0406-LOC', '\u041e'],
    ['B-L\u041e\u0421', 'I-L\u039fC', '\u039f'],
    ['__label__B-LOC', '__label__I-LOC', '__label__O'],
    ['B-LOC', 'I-LOC', '0'],
    ['B-LOC', 'I-LOC', 'O-PER'],
  ])('%j %j %j', async (first, second, outside) => {
    const content = `in\t${outside}\nNew\t${first}\nYork\t${second}\n`;
    const { sentences, warnings } = await read(content);
    expect(sentences).toEqual(['in New_York=LOC']);
    expect(warnings).toMatch(/^\d tags? in an unusual spelling: x:\d ".*" as (?:O|B-LOC)/);
    const strict = await faultOf(() => read(content, { strict: true }));
    expect(strict.message).toContain('1 tag in an unusual spelling');
  });

  test('also in CSV and JSON, where a sign stands for O', async () => {
    for (const content of [
      'word,tag\nin,0\nNew,BEGIN-LOC\nYork,"""I-LOC"""\n',
      JSON.stringify({ tokens: ['in', 'New', 'York'], tags: ['_', 'B-LOC:0.98', 'INSIDE-LOC'] }),
    ]) {
      const { sentences, warnings } = await read(content);
      expect(sentences).toEqual(['in New_York=LOC']);
      expect(warnings).toMatch(/^3 tags in an unusual spelling: /);
    }
  });

  test('of usual types without letters, too', async () => {
    expect((await read('in\t0\nNew\tLOC\nYork\tLOC\n')).sentences).toEqual(['in New_York=LOC']);
    expect((await read('in\t_\nNew\tLOCATION\n')).sentences).toEqual(['in New=LOCATION']);
  });

  test.each(['FIRST_NAME', 'LAST_NAME', 'END_DATE', 'IN-LAW', 'BLOCK', 'IPA', 'Outsider'])(
    '%s is a type of its own',
    async (type) => {
      expect((await read(`in\tO\nRome\t${type}\n`)).sentences).toEqual([`in Rome=${type}`]);
    },
  );

  test.each([
    ['START-SHIP', 'CONT-SHIP', 'the types START-SHIP and CONT-SHIP seem to be', 'B-LOC and I-LOC'],
    ['BSHIP', 'ISHIP', 'the types BSHIP and ISHIP seem to be', 'B-LOC and I-LOC'],
    ['SHIP-start', 'SHIP-cont', 'the types SHIP-start and SHIP-cont seem to be', 'B-LOC and I-LOC'],
    ['LABEL_1', 'LABEL_2', 'numbers of a model', 'id2label'],
  ])('%s and %s are refused with what to write', async (first, second, what, hint) => {
    const fault = await faultOf(() => read(`in\tO\nNew\t${first}\nYork\t${second}\n`));
    expect(fault.message).toContain(what);
    expect(fault.hint).toContain(hint);
  });

  test('where the column is the right one, the hint says what to write', async () => {
    for (const outside of ['', 'X', '.', '[PAD]', '-100']) {
      const { hint } = await faultOf(() => read(`in\t${outside}\nNew\tB-LOC\nYork\tI-LOC\n`));
      expect(hint).toMatch(/^write .*\bO\b/);
    }
  });

  test('a type that looks like a tag is warned of', async () => {
    const { warnings } = await read('in\tB-O\nRome\tB-LOC\nand\tB-I-LOC\n');
    expect(warnings).toBe('2 entity types look like a tag: x "O" (1), x "I-LOC" (1)');
    expect((await read('in\tB-L\nRome\tB-O\n')).warnings).toBe(''); // O for organization
  });
});

describe('tags that break their scheme are read as conlleval reads them', () => {
  test.each([
    [
      'BIOES, never closed',
      'x S-LOC\n\nNew B-LOC\nYork I-LOC\n',
      ['x=LOC', 'New_York=LOC'],
      1,
      'x:4 the end of the sentence',
    ],
    ['BIOES, S in an open B', 'New B-LOC\nOslo S-LOC\n', ['New=LOC Oslo=LOC'], 1, 'x:2 S-LOC after B-LOC'],
    ['BIOES, a lone E', 'in O\nOslo E-LOC\nx S-LOC\n', ['in Oslo=LOC x=LOC'], 1, 'x:2 E-LOC after O'],
    [
      'a lone I in IOB2',
      'Rome B-LOC\n\nin O\nOslo I-LOC\nBergen I-LOC\n\nx B-LOC\n',
      ['Rome=LOC', 'in Oslo_Bergen=LOC', 'x=LOC'],
      1,
      'x:4 I-LOC after O',
    ],
    [
      'another type inside',
      'A B-LOC\nB I-ORG\n\nx B-LOC\n',
      ['A=LOC B=ORG', 'x=LOC'],
      1,
      'x:2 I-ORG after B-LOC',
    ],
    [
      'BIOES with BILOU',
      'a S-LOC\nb O\nc S-LOC\nd U-LOC\n',
      ['a=LOC b c=LOC d=LOC'],
      1,
      'x:4 U-LOC after S-LOC',
    ],
  ])('%s', async (_, content, sentences, count, place) => {
    const lenient = await read(content);
    expect(lenient.sentences).toEqual(sentences);
    expect(lenient.warnings).toMatch(new RegExp(`^${count} tags? do(es)? not follow the tagging scheme`));
    expect(lenient.warnings).toContain(place);
    expect((await faultOf(() => read(content, { strict: true }))).message).toContain('tagging schemes');
  });

  test('all are counted, and the first three are shown', async () => {
    const { warnings } = await read(`${'a B-LOC\nb O\n\n'.repeat(9)}${'c O\nd I-LOC\n\n'.repeat(7)}`);
    expect(warnings).toBe(
      '7 tags do not follow the tagging scheme, read as conlleval reads them: x:29 I-LOC after O, x:32 I-LOC after O, x:35 I-LOC after O, …',
    );
  });
});

describe('empty tokens are kept as empty words', () => {
  test.each(['\u00a0\tO', '\u3000\tO', '\ufeff\tO', '\u200b\tO', '\tO', '\u0085\tO', '\u00ad\tO', ' O'])(
    '%j',
    async (line) => {
      const { sentences, warnings, tokens } = await read(`in\tO\n${line}\nRome\tB-LOC\n`);
      expect(tokens).toBe(3);
      expect(sentences).toEqual(['in  Rome=LOC']);
      expect(warnings).toMatch(/^1 empty token, kept as an empty word: x:2/);
    },
  );

  test('in JSON Lines', async () => {
    const { sentences, warnings } = await read('{"tokens":["a","","\\u3000"],"tags":["O","O","B-LOC"]}');
    expect(sentences).toEqual(['a  =LOC']);
    expect(warnings).toMatch(/^2 empty tokens/);
  });
});

describe('a file without blank lines', () => {
  const one = 'The O\nend O\n. O\nIn O\nSt. B-LOC\nLouis I-LOC\n'.repeat(300);

  test('is warned of, with the setting that splits it, which works', async () => {
    const { sentences, warnings } = await read(one);
    expect(sentences).toHaveLength(1);
    expect(warnings).toBe(
      '1 sentence of more than 1,000 tokens: blank lines between sentences seem to be missing: x:1 1,800 tokens; ' +
        'set corpus.sentences.split: auto to split them at sentence ends',
    );
    const split = await read(one, { sentences: { split: 'auto' } });
    expect(split.sentences[0]).toBe('The end .');
    expect(split.warnings).toBe('');
    expect(split.tokens).toBe(1800);
    expect(split.sentences.join(' ')).toBe(sentences.join(' '));
  });

  test('an entity is never split', async () => {
    const { sentences } = await read('Who B-ORG\n? I-ORG\nThe I-ORG\nend O\n. O\nIt O\n', {
      sentences: { split: 'auto' },
    });
    expect(sentences).toEqual(['Who_?_The=ORG end .', 'It']);
  });
});

describe('records of JSON', () => {
  const paris = { text: 'Paris is big.' };
  test.each<[string, unknown, string[]]>([
    [
      'Prodigy',
      {
        ...paris,
        tokens: [
          { text: 'Paris', start: 0, end: 5, id: 0 },
          { text: 'is', start: 6, end: 8, id: 1 },
        ],
        spans: [{ start: 0, end: 5, token_start: 0, token_end: 0, label: 'LOC' }],
        answer: 'accept',
      },
      ['Paris=LOC is'],
    ],
    [
      'Prodigy, tokens as strings',
      {
        text: 'Paris is',
        tokens: ['Paris', 'is'],
        spans: [{ start: 0, end: 5, token_start: 0, token_end: 0, label: 'LOC' }],
      },
      ['Paris=LOC is'],
    ],
    [
      'Prodigy, numbers of tokens only',
      { tokens: ['In', 'New', 'York'], spans: [{ token_start: 1, token_end: 2, label: 'LOC' }] },
      ['In New_York=LOC'],
    ],
    ['doccano', { id: 1, ...paris, label: [[0, 5, 'LOC']] }, ['Paris=LOC is big .']],
    ['doccano, older', { id: 1, ...paris, labels: [[0, 5, 'LOC']] }, ['Paris=LOC is big .']],
    [
      'doccano with relations',
      { ...paris, entities: [{ id: 3, label: 'LOC', start_offset: 0, end_offset: 5 }], relations: [] },
      ['Paris=LOC is big .'],
    ],
    [
      'spaCy, Doc.to_json',
      {
        ...paris,
        ents: [{ start: 0, end: 5, label: 'GPE' }],
        sents: [{ start: 0, end: 13 }],
        tokens: [
          { id: 0, start: 0, end: 5 },
          { id: 1, start: 6, end: 8 },
          { id: 2, start: 9, end: 12 },
          { id: 3, start: 12, end: 13 },
        ],
        spans: {},
      },
      ['Paris=GPE is big .'],
    ],
    ['spaCy, a training pair', ['Paris is big.', { entities: [[0, 5, 'GPE']] }], ['Paris=GPE is big .']],
    [
      'two sentences of a text',
      { text: 'I saw Rome. It is old.', label: [[6, 10, 'LOC']] },
      ['I saw Rome=LOC .', 'It is old .'],
    ],
    ['no entity', { ...paris, label: [] }, ['Paris is big .']],
    ['code points, as Python counts', { text: '😀 in Rome', label: [[5, 9, 'LOC']] }, ['😀 in Rome=LOC']],
    ['UTF-16 units', { text: '😀 in Rome', label: [[6, 10, 'LOC']] }, ['😀 in Rome=LOC']],
    [
      'our own, with a text',
      {
        text: 'I saw New York',
        tokens: ['I', 'saw', 'New', 'York'],
        spans: [{ type: 'LOC', start: 2, end: 4 }],
      },
      ['I saw New_York=LOC'],
    ],
    [
      'nerwin tag',
      {
        ...paris,
        tokens: [
          { text: 'Paris', start: 0, end: 5, score: 2 },
          { text: 'is', start: 6, end: 8, score: -1 },
        ],
        locations: [{ text: 'Paris', start: 0, end: 5, score: 2 }],
      },
      ['Paris=LOC is'],
    ],
    [
      'Hugging Face with names',
      { tokens: ['In', 'Rome'], ner_tags: [0, 1], names: ['O', 'B-LOC', 'I-LOC'] },
      ['In Rome=LOC'],
    ],
    [
      'Hugging Face with id2label',
      { tokens: ['In', 'Rome'], ner_tags: [0, 1], id2label: { 0: 'O', 1: 'B-LOC' } },
      ['In Rome=LOC'],
    ],
    ['words and labels', { words: ['In', 'Rome'], labels: ['O', 'B-LOC'] }, ['In Rome=LOC']],
  ])('%s', async (_, record, sentences) => {
    const line = await read(JSON.stringify(record));
    expect(line).toMatchObject({ sentences, format: 'jsonl', warnings: '' });
    const array = await read(JSON.stringify([record, record], null, 2));
    expect(array).toMatchObject({ sentences: [...sentences, ...sentences], format: 'json', warnings: '' });
  });

  test('names of tags in a first line, and beside the file', async () => {
    const record = '{"tokens":["In","Rome"],"ner_tags":[0,5]}\n';
    const fault = await faultOf(() => read(record));
    expect(fault.hint).toContain('{"names": ["O", "B-LOC", "I-LOC"]}');
    const names = ['O', 'B-PER', 'I-PER', 'B-ORG', 'I-ORG', 'B-LOC', 'I-LOC'];
    expect((await read(`${JSON.stringify({ names })}\n${record}`)).sentences).toEqual(['In Rome=LOC']);
    const path = write(
      'dataset_info.json',
      JSON.stringify({ features: { ner_tags: { feature: { names } } } }),
    );
    expect((await read(record)).sentences).toEqual(['In Rome=LOC']);
    rmSync(path);
  });

  const conllTags = ['O', 'B-PER', 'I-PER', 'B-ORG', 'I-ORG', 'B-LOC', 'I-LOC'];
  const tagNumbers = Object.fromEntries(conllTags.map((name, number) => [name, number]));
  const oldDoccano = {
    text: 'In Rome',
    annotations: [{ label: 17, start_offset: 3, end_offset: 7, user: 1 }],
  };
  const doccanoLabels = [
    { id: 16, text: 'PER', prefix_key: null, suffix_key: 'p' },
    { id: 17, text: 'LOC', prefix_key: null, suffix_key: 'l' },
  ];
  test.each<[string, string, object, object | string]>([
    [
      'dataset_infos.json',
      'one/dataset_infos.json',
      { tokens: ['In', 'Rome'], ner_tags: [0, 5] },
      { conll: { features: { id: {}, ner_tags: { feature: { names: conllTags, _type: 'ClassLabel' } } } } },
    ],
    ['label2id.json', 'one/label2id.json', { tokens: ['In', 'Rome'], ner_tags: [0, 5] }, tagNumbers],
    ['a list in labels.json', 'one/labels.json', { tokens: ['In', 'Rome'], ner_tags: [0, 5] }, conllTags],
    ['labels.txt', 'one/labels.txt', { tokens: ['In', 'Rome'], ner_tags: [0, 5] }, conllTags.join('\n')],
    [
      'the configuration of a model in the folder above',
      'config.json',
      { tokens: ['In', 'Rome'], ner_tags: [0, 5] },
      { model_type: 'bert', layers: 5, id2label: Object.fromEntries(Object.entries(conllTags)) },
    ],
    ["doccano's label_config.json", 'one/label_config.json', oldDoccano, doccanoLabels],
  ])('numbers are named by %s', async (_, file, record, names) => {
    mkdirSync(join(folder, 'one'), { recursive: true });
    const path = write(file, typeof names === 'string' ? names : JSON.stringify(names));
    expect((await read(`${JSON.stringify(record)}\n`, {}, 'one/x')).sentences).toEqual(['In Rome=LOC']);
    rmSync(path);
  });

  test.each<[string, string, string]>([
    ['tags of JSON Lines', '{"tokens":["In","Rome"],"ner_tags":[0,5]}\n', 'ner'],
    ['tags of CSV lists', `tokens,ner_tags\n"['In', 'Rome']","[0, 5]"\n`, 'ner'],
    ['tags of CSV', 'Sentence #,Word,Tag\n1,In,0\n1,Rome,5\n', 'ner'],
    ['labels of doccano', `${JSON.stringify({ text: 'In Rome', label: [[3, 7, 17]] })}\n`, 'doccano'],
    ['labels of old doccano', `${JSON.stringify(oldDoccano)}\n`, 'doccano'],
  ])('%s that are numbers without names: the hint can be followed', async (_, content) => {
    const { message, hint } = await faultOf(() => read(content));
    expect(message).toContain('x:');
    expect(message).toContain('nothing says what the numbers mean');
    const [, list] = /set corpus\.labels: \[(.*?)\]/.exec(hint ?? '') ?? [];
    expect((await read(content, { labels: list.split(', ') })).sentences).toEqual(['In Rome=LOC']);
  });

  test('a column of numbers is read with names, in order or by number', async () => {
    const content = 'In 0\nRome 5\n';
    expect((await faultOf(() => read(content))).hint).toContain('corpus.labels');
    expect((await read(content, { labels: conllTags })).sentences).toEqual(['In Rome=LOC']);
    expect((await read(content, { labels: ['0=O', '5 = B-LOC'] })).sentences).toEqual(['In Rome=LOC']);
  });

  test('a number without a name says which numbers have one', async () => {
    const record = '{"tokens":["In","Rome"],"ner_tags":[0,5]}\n';
    const fault = await faultOf(() => read(record, { labels: ['O', 'B-LOC'] }));
    expect(fault.message).toContain('tag 2 is 5');
    expect(fault.message).toContain('but the names are those of 0, 1');
  });

  test("settings of another program and Hugging Face's LABEL_0 are no names", async () => {
    const record = '{"tokens":["In","Rome"],"ner_tags":[0,5]}\n';
    for (const value of [{ epochs: 5, seed: 0 }, { id2label: { 0: 'LABEL_0', 5: 'LABEL_5' } }]) {
      const path = write('config.json', JSON.stringify(value));
      expect((await faultOf(() => read(record))).message).toContain('nothing says what the numbers mean');
      rmSync(path);
    }
  });

  test('CoNLL-U Plus: _ and * in the named column are outside', async () => {
    const head = '# global.columns = ID FORM UPOS NE\n';
    const content = `${head}1\tIn\tADP\t_\n2\tRome\tPROPN\tLOC\n3\t.\tPUNCT\t*\n`;
    expect((await read(content)).sentences).toEqual(['In Rome=LOC .']);
  });

  test("the head of a repository's README names them, also in a folder above", async () => {
    const record = '{"tokens":["In","Rome"],"pos_tags":[0,1],"ner_tags":[0,1]}\n';
    const feature = (name: string, ...names: string[]) =>
      `  - name: ${name}\n    sequence:\n      class_label:\n        names:\n${names.map((tag, k) => `          '${k}': ${tag}\n`).join('')}`;
    const head = `${feature('pos_tags', 'X', 'Y')}${feature('ner_tags', 'O', 'B-LOC')}  splits:\n  - name: train\n`;
    write('README.md', `---\ndataset_info:\n  features:\n${head}---\n# A data set\n`);
    rmSync(join(folder, 'dataset_info.json'), { force: true });
    expect((await read(record)).sentences).toEqual(['In Rome=LOC']);
    mkdirSync(join(folder, 'data'), { recursive: true });
    const path = write('data/train.jsonl', record);
    const corpus = await openCorpus([path], defaultCorpusOptions);
    expect(Array.from(corpus.sentences(), ({ spans }) => spans)).toEqual([
      [{ type: 'LOC', start: 1, end: 2 }],
    ]);
    expect((await read("tokens,ner_tags\n['In' 'Rome'],[0 1]\n")).sentences).toEqual(['In Rome=LOC']);
    rmSync(join(folder, 'README.md'));
  });

  const features = {
    ner_tags: { feature: { names: ['O', 'B-LOC'], _type: 'ClassLabel' }, _type: 'Sequence' },
  };
  const rows = [
    { tokens: ['In', 'Rome'], ner_tags: [0, 1] },
    { tokens: ['It'], ner_tags: [0] },
  ];
  test.each<[string, object]>([
    ['under data', { features, data: rows }],
    [
      'under rows, as the server sends them',
      {
        features: [{ feature_idx: 0, name: 'ner_tags', type: features.ner_tags }],
        rows: rows.map((row, row_idx) => ({ row_idx, row, truncated_cells: [] })),
      },
    ],
    [
      'by column',
      { features, tokens: rows.map(({ tokens }) => tokens), ner_tags: rows.map((row) => row.ner_tags) },
    ],
    [
      'by column and number',
      { features, tokens: { 0: ['In', 'Rome'], 1: ['It'] }, ner_tags: { 0: [0, 1], 1: [0] } },
    ],
  ])('a data set %s', async (_, value) => {
    for (const content of [JSON.stringify(value), JSON.stringify(value, null, 2)])
      expect((await read(content)).sentences).toEqual(['In Rome=LOC', 'It']);
  });

  test('every span off the borders of tokens is listed with its line, and read as the tokens it touches', async () => {
    const line = (end: number) => JSON.stringify({ text: 'Parisian life', label: [[0, end, 'LOC']] });
    const content = Array.from({ length: 9 }, (_, k) => line(k === 0 ? 8 : 5)).join('\n');
    const { sentences, warnings } = await read(content);
    expect(sentences).toEqual(new Array(9).fill('Parisian=LOC life'));
    expect(warnings).toMatch(/^8 spans do not begin and end at the borders of tokens/);
    for (let k = 2; k <= 9; k++) expect(warnings).toContain(`x:${k} [0,5,"LOC"]`);
    expect((await faultOf(() => read(content, { strict: true }))).message).toContain(
      'x:2: 1 span does not begin',
    );
  });

  test('overlapping, empty and rejected annotations are counted', async () => {
    const { sentences, warnings } = await read(
      [
        {
          text: 'New York Times',
          label: [
            [0, 8, 'LOC'],
            [0, 14, 'ORG'],
            [0, 14, 'ORG'],
            [3, 3, 'LOC'],
          ],
        },
        { text: 'x y', spans: [], answer: 'reject' },
      ]
        .map((record) => JSON.stringify(record))
        .join('\n'),
    );
    expect(sentences).toEqual(['New_York_Times=ORG']);
    expect(warnings).toContain('1 span overlaps a longer one and is left out: x:1 [0,8,"LOC"]');
    expect(warnings).toContain('1 span has no token and is left out: x:1 [3,3,"LOC"]');
    expect(warnings).toContain('1 record without an annotation, left out: x:2');
  });

  test("Label Studio's export", async () => {
    const value = { start: 6, end: 10, text: 'Rome', labels: ['LOC'] };
    const tasks = [
      {
        id: 1,
        data: { text: 'I saw Rome [x] "q" {.' },
        annotations: [
          { was_cancelled: true, result: [] },
          {
            result: [
              { type: 'labels', value },
              { type: 'choices', value: { choices: ['a'] } },
            ],
          },
        ],
      },
      { id: 2, data: { text: 'nothing' }, annotations: [] },
      { id: 3, data: { body: 'So be it', id: 'a' }, annotations: [{ result: [] }] },
    ];
    const { sentences, warnings, format } = await read(JSON.stringify(tasks, null, 1));
    expect(format).toBe('json');
    expect(sentences).toEqual(['I saw Rome=LOC [ x ] " q " { .', 'So be it']);
    expect(warnings).toMatch(/1 record without an annotation, left out: x:\d+$/);
    const small = [{ id: 1, text: 'I saw Rome', label: [value] }];
    expect((await read(JSON.stringify(small))).sentences).toEqual(['I saw Rome=LOC']);
    expect((await faultOf(() => read('[{"tokens": ["a"],\n "tags": ["O"]},\n {"tokens": 5'))).hint).toContain(
      'truncated',
    );
  });
});

describe('CSV', () => {
  test("Kaggle's ner_dataset.csv, which is not UTF-8", async () => {
    const rows =
      'Sentence #,Word,POS,Tag\r\nSentence: 1,In,IN,O\r\n,S\xe3o,NNP,B-geo\r\n,",",",",O\r\n,"""",\'\',O\r\nSentence: 2,It,PRP,O\r\n';
    const { sentences, format, warnings } = await read(Buffer.from(rows, 'latin1'));
    expect(format).toBe('csv');
    expect(sentences).toEqual(['In São=geo , "', 'It']);
    expect(warnings).toBe('1 line is not UTF-8, read as Windows-1252: x:3');
  });

  test.each([
    ['sentence_id,words,labels\n0,In,O\n0,Rome,B-LOC\n1,It,O\n'],
    ['word;ner;sentence_idx\nIn;O;1\nRome;B-LOC;1\nIt;O;2\n'],
    [
      "Sentence #,Sentence,POS,Tag\nSentence: 1,In Rome,\"['IN', 'NNP']\",\"['O', 'B-LOC']\"\nSentence: 2,It,['x'],['O']\n",
    ],
    ['word,tag\nIn,O\nRome,B-LOC\n\nIt,O\n'],
  ])('%j', async (content) => {
    expect((await read(content)).sentences).toEqual(['In Rome=LOC', 'It']);
  });

  test.each([
    ['word,tag\nIn\n', 'x:2: 1 column, expected 2'],
    ['word,tag\nIn,7\n', 'x:2: "7" is not a tag'],
    ['word,tag\n"In,O\nRome,B-LOC\n', 'x:2: a quote is not closed'],
  ])('%j', async (content, message) => {
    expect((await faultOf(() => read(content))).message).toContain(message);
  });
});

describe('formats of other programs are named, with what converts them', () => {
  test.each<[string, string | Uint8Array, string, string]>([
    ['spaCy', Buffer.from([0x78, 0x9c, 0xff, 0xfe, 0x01]), 'DocBin', 'to_disk'],
    ['WebAnno', '#FORMAT=WebAnno TSV 3.3\n\n', 'WebAnno', 'CoNLL 2002'],
    ['OpenNLP', 'In <START:location> Paris <END> .\n', 'OpenNLP', 'sed -E'],
    [
      'BioC',
      '<?xml version="1.0"?>\n<collection><date>2020</date><document><passage><text>In Paris</text></passage></document></collection>',
      'BioC',
      '"spans"',
    ],
    [
      'BioC in JSON',
      '{"source": "x", "documents": [{"id": "1", "passages": [{"text": "In Paris"}]}]}',
      'BioC',
      '"spans"',
    ],
    ['XMI', '<?xml version="1.0"?>\n<xmi:XMI xmlns:xmi="http://www.omg.org/XMI"/>', 'UIMA', 'CoNLL 2002'],
    [
      'ACE',
      '<?xml version="1.0"?>\n<source_file URI="x"><document DOCID="x"/></source_file>',
      'ACE',
      '"spans"',
    ],
    ['NAF', '<?xml version="1.0"?>\n<NAF xml:lang="en"><raw>In Paris</raw></NAF>', 'NAF', '"spans"'],
    ['TCF', '<D-Spin><TextCorpus><text>In Paris</text></TextCorpus></D-Spin>', 'TCF', '"spans"'],
    [
      'CoNLL-2012',
      '#begin document (bc/x); part 000\nbc/x 0 0 In IN (TOP* - - - - * -\nbc/x 0 1 Paris NNP *) - - - - (GPE) -\n',
      'CoNLL-2012',
      'B-GPE',
    ],
    ['Parquet', 'PAR1\x15\x04', 'Parquet', 'to_json'],
    ['zip', Buffer.from('PK\x03\x04abc'), 'zip', 'unzip'],
    ['zip, stored', Buffer.from('PK\x03\x04\x0a\0abc'), 'zip', 'unzip'],
    [
      'Git LFS',
      'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n',
      'Git LFS',
      'git lfs pull',
    ],
  ])('%s', async (_, content, name, converter) => {
    const fault = await faultOf(() => read(content));
    expect(fault.message).toContain(name);
    expect(fault.hint).toContain(converter);
  });

  test.skipIf(process.platform === 'win32')(
    titleIf(
      process.platform !== 'win32',
      'no sed on Windows',
      'the hint for OpenNLP leads to a corpus that is read',
    ),
    async () => {
      const content =
        '<START:location> New York <END> is in <START> America <END> .\n\nAnna & <START:person> Bob <END> left .\n';
      const file = write('opennlp.train', content);
      const { hint } = await faultOf(() => read(content));
      const [, line] = /`(.*)`/.exec(hint) ?? [];
      const marked = execFileSync('sh', ['-c', line.replace('FILE > FILE.txt', file)], { encoding: 'utf8' });
      const { sentences } = await read(marked);
      expect(sentences).toEqual(['New_York=location is in America=LOC .', 'Anna & Bob=person left .']);
    },
  );

  test
    .skipIf(process.platform === 'win32')
    .each<[string, string, string[]]>([
      ['Paris/LOC', 'Paris/LOC is/O 1/2/O as/O\nbig/O\n', ['Paris=LOC is 1/2 as', 'big']],
      ['Paris/LOC', 'Paris/LOC\nis/O\n\nHi/O\n', ['Paris=LOC is', 'Hi']],
      ['Paris_LOC', 'New_B-LOC York_I-LOC is_O ._O\n', ['New_York=LOC is .']],
      ['Paris|LOC', 'Paris|B-LOC is|O .|O\n', ['Paris=LOC is .']],
      ['Paris|NNP|LOC', 'Paris|NNP|I-LOC is|VBZ|O |||O\n', ['Paris=LOC is |']],
      ['Paris/NNP/LOC', 'Paris/NNP/B-LOC is/VBZ/O ././O\n', ['Paris=LOC is .']],
      [
        'Rasa',
        'version: "3.1"\nnlu:\n- intent: go\n  examples: |\n    - hello\n    - to [New York](city:NYC) & [Rome]{"entity": "city", "value": "x"}\n',
        ['hello', 'to New_York=city & Rome=city'],
      ],
      ['Rasa', '## intent:go\n- to [Paris](city)\n- hello\n', ['to Paris=city', 'hello']],
      [
        'TACRED',
        JSON.stringify(
          [{ id: 'a', token: ['In', 'Rome'], subj_start: 0, stanford_ner: ['O', 'CITY'] }],
          undefined,
          1,
        ),
        ['In Rome=CITY'],
      ],
      ...[
        'TRAIN_DATA = [\n  ("In \'Rome\'", {"entities": [(4, 8, "LOC")]}),\n]\n\nrandom.shuffle(TRAIN_DATA)\n',
        '# data\nimport random\nTRAIN = [\n  (\n    "In \'Rome\'",\n    {\'entities\': [(4, 8, "LOC")]},\n  ),\n]\n',
        '("In \'Rome\'", {"entities": [(4, 8, "LOC")]})\n',
        "{'text': \"In 'Rome'\", 'entities': [(4, 8, \"LOC\")]}\n",
        '[["In \'Rome\'", {\'entities\': [[4, 8, "LOC"]]}]]\n',
      ].map((content): [string, string, string[]] => ['Python', content, ["In ' Rome=LOC '"]]),
      ['tuples in Python', "[('In', 'IN', 'O'), ('Rome', 'NNP', 'B-LOC')]\n", ['In Rome=LOC']],
      ['tuples in Python', "x = [[('In', 'O'), ('Rome', 'B-LOC')], [('Hi', 'O')]]\n", ['In Rome=LOC', 'Hi']],
      [
        'PubTator',
        '1|t|In "Rome".\n1|a|It is \\big.\n1\t4\t8\tRome\tLoc\n\n2|t|Oslo\n2|a|\n2\t0\t4\tOslo\tLoc\tX\n',
        ['In " Rome=Loc " .', 'It is \\ big .', 'Oslo=Loc'],
      ],
      [
        'Python',
        'TRAIN_DATA = [\n  ("In Rome", {"entities": [(3, 7, "LOC")]}),\n  (\'Hi\', {\'entities\': []}),\n]\n',
        ['In Rome=LOC', 'Hi'],
      ],
    ])('the hint for %s leads to a corpus that is read: %j', async (name, content, sentences) => {
    const file = write('foreign', content);
    const fault = await faultOf(() => read(content));
    expect(fault.message).toContain(name);
    const [, line = ''] = /`(.*)`/.exec(fault.hint) ?? [];
    const command = line.replace(/ > FILE\.\w+$/, '').replaceAll('FILE', file);
    const converted = execFileSync('sh', ['-c', command], { encoding: 'utf8' });
    expect((await read(converted)).sentences).toEqual(sentences);
  });

  test.each([
    [
      'CoreNLP',
      '<?xml version="1.0"?>\n<root><token id="1">\n<word>In</word><NER>O</NER></token></root>',
      'outputFormat json',
    ],
    ['CoreNLP', 'Sentence #1:\nIn\n[Text=In CharacterOffsetBegin=0 NamedEntityTag=O]\n', 'outputFormat json'],
    ['WebAnno', '#id=1\n#text=In Rome\n1-1\tIn\tO\n', 'CoNLL 2002'],
    ['ELAN', '<?xml version="1.0"?>\n<ANNOTATION_DOCUMENT><TIER/></ANNOTATION_DOCUMENT>', '"spans"'],
    ['EXMARaLDA', '<basic-transcription><event>Rome</event></basic-transcription>', '"spans"'],
    ['toponyms', '<articles><text>In Rome</text><toponyms><start>3</start></toponyms></articles>', '"spans"'],
    ['RDF', '<rdf:RDF xmlns:rdf="x"><a/></rdf:RDF>', '"spans"'],
    ['i2b2', 'c="rome" 1:1 1:1||t="place"\n', '"spans"'],
    ['BioCreative', 'P00027739T0000|14 33|alpha 1-antitrypsin\n', '"spans"'],
    ['Flair', 'Sentence[2]: "In Rome" → ["Rome"/LOC]\n', '"spans"'],
    ['Polyglot', "[I-LOC(['Rome'])]\n", '"spans"'],
    ['NLTK', '(S In/IN (GPE Rome/NNP) ./.)\n', 'tree2conllstr'],
    ['CRFsuite', 'O\tw[0]=In\tw[1]=Rome\nB-LOC\tw[0]=Rome\n', 'from which'],
    ['Amazon Comprehend', 'File,Line,Begin Offset,End Offset,Type\na.txt,0,3,7,LOC\n', '"spans"'],
    ['Amazon Comprehend', 'Text,Type\nRome,LOC\n', 'gazetteers'],
    ['language service', '{"Entities":[{"BeginOffset":3,"EndOffset":7,"Text":"Rome"}]}\n', '"spans"'],
    ['Azure', '{"metadata":{"projectKind":"CustomEntityRecognition"},"assets":{}}', '"spans"'],
    ['tagtog', '{"annotatable":{"parts":["s1v1"]},"entities":[]}', '"spans"'],
    ['LUIS', '{"utterances":[{"text":"in Rome","entities":[{"startPos":3,"endPos":6}]}]}', '"spans"'],
    ['a span in each row', 'text,start,end,label\n"In Rome",3,7,LOC\n', '"spans"'],
    ['a config of nerwin', 'corpus:\n  train: a.conll\nvectors: { file: shipped }\n', 'that it names'],
    ['JSON-LD', '{"@context":"x","@graph":[]}', '"spans"'],
  ])('%s: %j', async (name, content, hint) => {
    const fault = await faultOf(() => read(content));
    expect(fault.message).toContain(name);
    expect(fault.hint).toContain(hint);
  });

  const text = 'In New York and Rome';
  const at = (name: string): [number, number] => [text.indexOf(name), text.indexOf(name) + name.length];
  const [from, to] = at('New York');
  test.each<[string, unknown]>([
    [
      'DyGIE++',
      {
        doc_key: 'a',
        sentences: [['Hi'], text.split(' ')],
        ner: [
          [],
          [
            [2, 3, 'LOC'],
            [5, 5, 'LOC'],
          ],
        ],
        relations: [[], []],
      },
    ],
    [
      'CoreNLP',
      {
        sentences: [
          { tokens: text.split(' ').map((word) => ({ word, ner: /^[NYR]/.test(word) ? 'LOC' : 'O' })) },
        ],
      },
    ],
    [
      'Dataturks',
      {
        content: text,
        annotation: ['New York', 'Rome'].map((name) => ({
          label: ['LOC'],
          points: [{ start: at(name)[0], end: at(name)[1] - 1, text: name }],
        })),
      },
    ],
    [
      'LightTag',
      {
        examples: [
          {
            content: text,
            annotations: ['New York', 'Rome'].map((value) => ({
              start: at(value)[0],
              end: at(value)[1],
              tag: 'LOC',
              value,
            })),
          },
        ],
      },
    ],
    [
      'UBIAI',
      [
        {
          document: text,
          tokens: ['New York', 'Rome'].map((name) => ({
            text: name,
            start: at(name)[0],
            end: at(name)[1],
            entityLabel: 'LOC',
          })),
        },
      ],
    ],
    [
      'Vertex AI',
      {
        textContent: text,
        textSegmentAnnotations: ['New York', 'Rome'].map((name) => ({
          startOffset: at(name)[0],
          endOffset: String(at(name)[1]),
          displayName: 'LOC',
        })),
      },
    ],
    [
      'AutoML',
      {
        text_snippet: { content: text },
        annotations: ['New York', 'Rome'].map((name) => ({
          text_extraction: { text_segment: { start_offset: at(name)[0], end_offset: at(name)[1] } },
          display_name: 'LOC',
        })),
      },
    ],
    [
      'Ground Truth',
      {
        source: text,
        job: {
          annotations: {
            entities: ['New York', 'Rome'].map((name) => ({
              label: 'LOC',
              startOffset: at(name)[0],
              endOffset: at(name)[1],
            })),
          },
        },
      },
    ],
    [
      'CLUENER',
      { text, label: { LOC: { 'New York': [[from, to - 1]], Rome: [[at('Rome')[0], at('Rome')[1] - 1]] } } },
    ],
    [
      'an annotator for spaCy',
      {
        classes: ['LOC'],
        annotations: [
          null,
          [
            text,
            {
              entities: [
                [from, to, 'LOC'],
                [...at('Rome'), 'LOC'],
              ],
            },
          ],
        ],
      },
    ],
  ])('the JSON of %s is read', async (_, value) => {
    for (const space of [undefined, 2]) {
      const { sentences, warnings } = await read(JSON.stringify(value, undefined, space));
      expect(sentences.filter((sentence) => sentence !== 'Hi')).toEqual(['In New_York=LOC and Rome=LOC']);
      expect(warnings).toBe('');
    }
  });

  test('a record of Dataturks that nobody annotated is left out', async () => {
    const records = [
      { content: 'Rome', annotation: null },
      { content: 'Oslo', annotation: [] },
    ];
    const { sentences, warnings } = await read(records.map((record) => JSON.stringify(record)).join('\n'));
    expect(sentences).toEqual(['Oslo']);
    expect(warnings).toBe('1 record without an annotation, left out: x:1');
  });

  test('types without letters in a column that is not the last', async () => {
    const { sentences } = await read('1\tIn\tIN\tO\t_\t_\n2\tRome\tNNP\tSTATE_OR_PROVINCE\t0\tROOT\n');
    expect(sentences).toEqual(['In Rome=STATE_OR_PROVINCE']);
  });

  test("TEI's elements inside a name, and MUC's alternatives", async () => {
    const tei = await read(
      '<TEI><p>In <placeName><settlement>Rome</settlement></placeName> <persName><forename>Anna</forename> <surname>Smith</surname></persName> left.</p></TEI>',
    );
    expect(tei.sentences).toEqual(['In Rome=placeName Anna_Smith=persName left .']);
    const muc = await read('<s>In <ENAMEX TYPE="LOCATION|ORGANIZATION">Rome</ENAMEX>.</s>\n');
    expect(muc.sentences).toEqual(['In Rome=LOCATION .']);
    expect(muc.warnings).toBe(
      '1 token has several tags in one place, of which the first is read: x:1 LOCATION|ORGANIZATION',
    );
  });

  test('a word that is a key of a config is a word', async () => {
    expect((await read('corpus: O\nRome B-LOC\n')).sentences).toEqual(['corpus: Rome=LOC']);
  });

  test('CSV without a header line: the hint works', async () => {
    const content = 'In,O\nRome,B-LOC\n';
    const fault = await faultOf(() => read(content));
    expect(fault.hint).toContain('`Word,Tag`');
    expect((await read(`Word,Tag\n${content}`)).sentences).toEqual(['In Rome=LOC']);
  });

  test("tabs: Kaggle's sentence numbers divide sentences, quotes are tokens, and options choose columns", async () => {
    const table =
      'Sentence #\tWord\tNE\tTag\nSentence: 1\t"\tO\tO\n\tRome\tB-GPE\tB-geo\nSentence: 2\t""""\tO\tO\n';
    const { sentences, format } = await read(table);
    expect([format, ...sentences]).toEqual(['csv', '" Rome=geo', '"']);
    for (const tag of ['ne', 3, -2])
      expect((await read(table, { columns: { tag } })).sentences).toEqual(['" Rome=GPE', '"']);
    const { hint } = await faultOf(() => read(table, { columns: { tag: 'x' } }));
    expect(hint).toBe('name one of these columns');
    const blank = 'Sentence #\tWord\tTag\n1\tIn\tO\n\n2\tRome\tB-geo\n';
    expect((await read(blank)).format).toBe('columns');
  });

  test('lines that begin with a tab, and a dictionary of spaCy in CSV', async () => {
    expect((await read('\tIn\tO\n\tRome\tB-LOC\n')).sentences).toEqual(['In Rome=LOC']);
    const table = 'text,labels\n"In Rome","{\'entities\': [(3, 7, \'LOC\')]}"\n';
    expect((await read(table)).sentences).toEqual(['In Rome=LOC']);
  });

  test.each([
    { text: 'In Rome', spans: [{ offset: 3, length: 4, type: 'LOC' }] },
    { text: 'In Rome', ner: [[3, 7, 'LOC']] },
    { text: 'In Rome', mentions: [{ start: 3, end: 7, type: 'LOC' }] },
    { sentences: [{ tokens: ['In', 'Rome'], tags: ['O', 'B-LOC'] }] },
    { documents: [{ text: 'In Rome', entities: [{ start: 3, end: 7, type: 'LOC' }] }] },
  ])('%j', async (record) => {
    expect((await read(JSON.stringify(record))).sentences).toEqual(['In Rome=LOC']);
  });

  test('AIDA, which has no entity types', async () => {
    const content = '-DOCSTART- (1 EU)\nEU\tB\tEU\t--NME--\nrejects\nPeter\tB\tPeter Black\t--NME--\n';
    expect((await faultOf(() => read(content))).message).toContain('AIDA');
  });

  test("Rasa's JSON, and tables of R, are read", async () => {
    const example = {
      text: 'to Rome',
      intent: 'go',
      entities: [{ start: 3, end: 7, value: 'Rome', entity: 'city' }],
    };
    const json = JSON.stringify({ rasa_nlu_data: { common_examples: [example] } });
    expect((await read(json)).sentences).toEqual(['to Rome=city']);
    for (const space of [' ', '\t'])
      expect(
        (await read(`"token"${space}"tag"\n"in"${space}"O"\n"Rome"${space}"B-LOC"\n`)).sentences,
      ).toEqual(['in Rome=LOC']);
  });

  test('annotations of brat in uppercase: .ANN beside .TXT, and .ann beside .TXT', async () => {
    for (const [name, text] of [
      ['UP.ANN', 'UP.TXT'],
      ['mixed.ann', 'mixed.TXT'],
    ]) {
      write(text, 'Paris is big.\n');
      expect((await read('T1\tLOC 0 5\tParis\n', {}, name)).sentences).toEqual(['Paris=LOC is big .']);
    }
  });

  test('columns whose first token is a bracket are still columns', async () => {
    for (const first of ['<', '[', '{', '<s>', 'T1', '*'])
      expect((await read(`${first}\tO\nRome\tB-LOC\n`)).format).toBe('columns');
  });
});
