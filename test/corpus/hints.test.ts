import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { corpusFormatDefaults, corpusOptions } from '../../src/cli/corpus-options.js';
import { type CorpusOptions, defaultCorpusOptions, openCorpus } from '../../src/corpus/corpus.js';
import { findFiles } from '../../src/corpus/files.js';
import { requireLocations } from '../../src/corpus/locations.js';
import { configNames, type SettingName, type SettingNames } from '../../src/corpus/setting-names.js';
import { faultOf, scratch } from './scratch.js';

const { folder, write } = scratch();

const commandNames = corpusOptions(corpusFormatDefaults, '--locations').names;

type Reading = Partial<Omit<CorpusOptions, 'names'>>;
const { columns } = defaultCorpusOptions;
const optionsOf = (reading: Reading, names: SettingNames): CorpusOptions => ({
  ...defaultCorpusOptions,
  ...reading,
  names,
});

/** A setting that a hint names, its value where the hint says one, and the options with what the hint asks for. */
interface Advice {
  readonly setting: SettingName;
  readonly value?: string;
  readonly followed: Reading;
}

const wrongTag = 'Paris\tB-LOC\t12\nis\tO\t13\n';
const cases: [string, string, Reading, Advice][] = [
  [
    'numbers for tags',
    wrongTag,
    {},
    { setting: 'tagColumn', value: '2', followed: { columns: { ...columns, tag: 2 } } },
  ],
  [
    'words for tags',
    'B-LOC Paris\nO is\n',
    {},
    { setting: 'tagColumn', followed: { columns: { ...columns, token: 2, tag: 1 } } },
  ],
  [
    'no such tag column',
    'Paris B-LOC\n',
    { columns: { ...columns, tag: 7 } },
    { setting: 'tagColumn', value: '2', followed: { columns: { ...columns, tag: 2 } } },
  ],
  [
    'no such token column',
    'Paris B-LOC\n',
    { columns: { ...columns, token: 7 } },
    { setting: 'tokenColumn', followed: { columns: { ...columns, token: 1 } } },
  ],
  [
    'token and tag in one column',
    'Paris B-LOC\n',
    { columns: { ...columns, token: 2 } },
    { setting: 'tokenColumn', followed: { columns: { ...columns, token: 1 } } },
  ],
  [
    'IOB1 and IOB2 mixed',
    'A\tI-LOC\nb\tO\nC\tB-PER\n',
    { strict: true },
    { setting: 'scheme', value: 'IOB1', followed: { scheme: 'IOB1' } },
  ],
  [
    'IO declared as IOB2',
    'A\tI-LOC\nb\tO\n',
    { scheme: 'IOB2' },
    { setting: 'scheme', value: 'auto', followed: { scheme: 'auto' } },
  ],
  [
    'a mixture declared as IOB2',
    'A\tI-LOC\nb\tO\nC\tB-PER\n',
    { scheme: 'IOB2', strict: true },
    { setting: 'scheme', value: 'IOB1', followed: { scheme: 'IOB1' } },
  ],
  [
    'a mixture declared as IOB2, without strict',
    'A\tI-LOC\nb\tO\nC\tB-PER\n',
    { scheme: 'IOB2' },
    { setting: 'scheme', value: 'auto', followed: { scheme: 'auto' } },
  ],
];

describe.each([
  ['in a config', configNames],
  ['on a command line', commandNames],
] as const)('a hint about a setting names it %s and leads to success', (_, names) => {
  test.each(cases)('%s', async (_, content, reading, { setting, value, followed }) => {
    const path = write('x.conll', content);
    const { hint } = await faultOf(() => openCorpus([path], optionsOf(reading, names)));
    const name = names[setting] ?? 'no name';
    const isOption = name.startsWith('--');
    expect(hint).toContain(value === undefined ? `set ${name} ` : `${name}${isOption ? '' : ':'} ${value}`);
    const { summary } = await openCorpus([path], optionsOf({ ...reading, ...followed }, names));
    expect(summary.tokens).toBeGreaterThan(0);
  });

  test('other types than the given ones', async () => {
    const { summary } = await openCorpus([write('x.conll', 'Rome B-GPE\nis O\n')], defaultCorpusOptions);
    const { hint } = await faultOf(() => requireLocations(summary, ['LOC'], names));
    expect(hint).toBe(names === configNames ? 'set locations: [GPE]' : 'use --locations GPE');
    expect(() => requireLocations(summary, ['GPE'], names)).not.toThrow();
  });
});

test.each(cases)('without a setting to change, the hint names none: %s', async (_, content, reading) => {
  const { hint } = await faultOf(() => openCorpus([write('x.conll', content)], optionsOf(reading, {})));
  expect(hint).toMatch(/^(convert|fix|set --|expected)/);
  expect(hint).not.toMatch(/undefined|corpus\.|--/);
});

test('another separator, other documents', async () => {
  const single = write('single.conll', 'Paris B-LOC\nis O\n');
  const byTab = optionsOf({ columns: { ...columns, separator: 'tab' } }, configNames);
  expect((await faultOf(() => openCorpus([single], byTab))).hint).toBe('set corpus.columns.separator: any');
  await openCorpus([single], optionsOf({ columns }, configNames));

  const docstart = optionsOf({ documents: { boundary: 'docstart' } }, configNames);
  expect((await faultOf(() => openCorpus([single], docstart))).hint).toContain(
    'set corpus.documents to file',
  );
  await openCorpus([single], { ...docstart, documents: { boundary: 'file' } });
});

test('a mixture that no scheme allows is to be fixed', async () => {
  for (const content of ['a\tLOCATION\nb\tO\nc\tB-LOC\n', 'a\tS-LOC\nb\tO\nc\tE-LOC\n']) {
    const path = write('x.conll', content);
    const reading = { strict: true };
    const { hint } = await faultOf(() => openCorpus([path], optionsOf(reading, configNames)));
    expect(hint).toMatch(/^fix the tags: (?:no scheme allows both|write LOCATION as O or with a letter)/);
    for (const scheme of ['IOB1', 'IOB2', 'BIOES', 'IO'] as const)
      await faultOf(() => openCorpus([path], optionsOf({ ...reading, scheme }, configNames)));
  }
});

test('tags of JSON Lines have no column', async () => {
  const path = write('x.jsonl', '{"tokens": ["Paris"], "tags": ["LOC"]}\n');
  const { hint } = await faultOf(() => openCorpus([path], optionsOf({}, configNames)));
  expect(hint).toBe('tags are written like "B-LOC" and "O"');
});

test('a missing file: the root is to be checked only where it is used and can be set', async () => {
  const hintOf = async (pattern: string, names?: SettingNames): Promise<string> =>
    (await faultOf(() => findFiles([pattern], folder, names))).hint;
  expect(await hintOf('nothing-like-it', configNames)).toContain('check corpus.root');
  expect(await hintOf(join(folder, 'nothing-like-it'), configNames)).toContain('check the path');
  expect(await hintOf('nothing-like-it')).toContain('check the path');
});
