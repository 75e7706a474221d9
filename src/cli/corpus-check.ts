/** @file `nerwin corpus check`: what is in a corpus, and what is probably wrong with it. */

import { Command, Option } from 'commander';
import { checkParts } from '../api/check-corpus.js';
import { findFiles } from '../corpus/files.js';
import type { CorpusCheck, PartFiles } from '../dataset/check/corpus-check.js';
import type { Finding } from '../dataset/check/finding.js';
import type { LabelConflict } from '../dataset/check/label-conflicts.js';
import { percent } from '../document/number-format.js';
import { plainTable } from '../document/table.js';
import { NerwinError } from '../error.js';
import { grouped } from '../plural.js';
import { withCorpusInput } from './corpus-input.js';
import { type CorpusFormatOptions, corpusOptions, withCorpusFormatOptions } from './corpus-options.js';
import { jsonLine } from './json-output.js';
import { commaSeparated } from './lists.js';
import { wholeBetween } from './numbers.js';
import { print } from './print.js';
import type { Terminal } from './terminal.js';

interface CheckOptions extends CorpusFormatOptions {
  readonly locations?: string[];
  readonly vectors: string;
  readonly places: number;
  readonly failOn?: 'error' | 'warning';
  readonly json?: true;
}

const examples = `
Each argument is a part, such as a split: a file, or a glob for several files. Prints counts by type, sentences that parts share or repeat,
tags that break their scheme, coverage of the vectors, names that are a location here and not there, and suspicious annotations.

Examples:
  nerwin corpus check train.conll dev.conll test.conll
  nerwin corpus check "news/*.conll" --locations GPE,LOC --places 50
  nerwin corpus check train.conll dev.conll --fail-on error --json

Exit codes: 0 checked, 2 usage, 3 unreadable file, 4 something was found that --fail-on names.`;

export const corpusCheckCommand = (io: Terminal): Command =>
  withCorpusFormatOptions(
    new Command('check')
      .description(
        'look for mistakes in a corpus: duplicates, overlaps, label conflicts, broken tags, odd annotations',
      )
      .argument(
        '<parts...>',
        'corpus files or globs; each argument is a part, such as a split; - for standard input',
      )
      .option(
        '--locations <types>',
        'entity types that count as locations, separated by commas (default: LOC, GPE and other usual names)',
        commaSeparated('types of entities'),
      )
      .option(
        '--vectors <file>',
        'word vectors, a model or a run folder, to tell what they cover; none = skip',
        'shipped',
      )
      .option('--places <number>', 'how many places of each kind to list', wholeBetween(0, 1_000_000), 5)
      .addOption(
        new Option(
          '--fail-on <level>',
          'exit with code 4 if there is a finding of this level, or a worse one',
        ).choices(['error', 'warning']),
      ),
  )
    .option('--json', 'print the result as JSON')
    .addHelpText('after', examples)
    .action(withCorpusInput(io, (patterns: string[], options: CheckOptions) => check(patterns, options, io)));

async function check(patterns: readonly string[], options: CheckOptions, io: Terminal): Promise<void> {
  const parts: PartFiles[] = [];
  for (const pattern of patterns)
    parts.push({ name: pattern, files: await findFiles([pattern], process.cwd()) });
  const { locations, places, vectors, failOn } = options;
  const result = await checkParts(parts, {
    corpus: corpusOptions(options, '--locations'),
    locations,
    vectors: vectors === 'none' ? null : vectors,
    places,
  });
  if (options.json) await io.out(jsonLine('corpus check', result));
  else await print(textOf(result, places, io), io);
  const bad = result.findings.filter(
    ({ level }) => level === 'error' || (failOn === 'warning' && level === 'warning'),
  );
  if (failOn && bad.length > 0)
    throw new NerwinError(
      'gate',
      `${bad.length} kinds of findings: ${bad.map(({ kind }) => kind).join(', ')}`,
    );
}

function textOf(result: CorpusCheck, places: number, io: Terminal): string {
  const { parts, overlaps, conflicts, findings, locations } = result;
  const columns = io.outColumns;
  const types = [...new Set(parts.flatMap(({ entities }) => entities.map(({ type }) => type)))];
  const ofType = (type: string): string[] =>
    parts.map(({ entities }) => grouped(entities.find((entity) => entity.type === type)?.count ?? 0));
  const row = (name: string, value: (part: (typeof parts)[number]) => string): string[] => [
    name,
    ...parts.map(value),
  ];
  const align = ['left' as const, ...parts.map(() => 'right' as const)];
  const table = plainTable(
    ['', ...parts.map(({ name }) => name)],
    [
      row('documents', ({ documents }) => grouped(documents)),
      row('sentences', ({ sentences }) => grouped(sentences)),
      row('  without an entity', ({ empty }) => grouped(empty)),
      row('tokens', ({ tokens }) => grouped(tokens)),
      row('distinct forms', ({ forms }) => grouped(forms)),
      ...(parts.some(({ coverage }) => coverage)
        ? [
            row('tokens with a vector', ({ coverage }) =>
              coverage ? `${percent(coverage.tokenShare)} %` : '',
            ),
            row('forms with a vector', ({ coverage }) =>
              coverage ? `${percent(coverage.formShare)} %` : '',
            ),
          ]
        : []),
      row('scheme', ({ files }) => [...new Set(files.map(({ scheme }) => scheme))].join(', ')),
      ...types.map((type) => [`${type}${locations.includes(type) ? ' (location)' : ''}`, ...ofType(type)]),
      row('distinct locations', ({ names }) => grouped(names)),
    ],
    { align, columns },
  );
  const shared = plainTable(
    ['sentences that parts share', 'shared', 'of', '%'],
    overlaps.map(({ parts: [one, other], shared: n, sentences }) => [
      `${other} with ${one}`,
      grouped(n),
      grouped(sentences),
      sentences === 0 ? '0.00' : percent(n / sentences),
    ]),
    { align: ['left', 'right', 'right', 'right'], columns },
  );
  return [
    table,
    ...(overlaps.length > 0 ? [shared] : []),
    ...(conflicts.length > 0 ? [conflictText(conflicts, places, columns)] : []),
    ...findings.map((finding) => findingText(finding, io)),
    `${countText(findings)}\n`,
  ].join('\n');
}

function conflictText(
  conflicts: readonly LabelConflict[],
  places: number,
  columns: number | undefined,
): string {
  const rows = conflicts
    .slice(0, places)
    .map(({ name, location, types, outside, places: [...at] }) => [
      name,
      location,
      [
        ...Object.entries(types).map(([type, count]) => `${type} ${count}`),
        ...(outside > 0 ? [`O ${outside}`] : []),
      ].join(', '),
      at.map(({ as, file, line }) => `${as} ${file}:${line}`).join(', '),
    ]);
  const header = [
    `${conflicts.length} names are locations here and not there`,
    'location',
    'otherwise',
    'for example',
  ];
  return plainTable(header, rows, { align: ['left', 'right', 'left', 'left'], columns });
}

function findingText({ level, message, count, places }: Finding, { color }: Terminal): string {
  const paint = level === 'error' ? color.red : level === 'warning' ? color.yellow : color.dim;
  const number = places.length > 0 && !message.startsWith(grouped(count)) ? ` (${grouped(count)})` : '';
  const rest =
    count > places.length && places.length > 0 ? [`  … and ${grouped(count - places.length)} more`] : [];
  return [
    `${paint(`${level}:`)} ${message}${number}`,
    ...places.map(({ file, line, text }) => `  ${file}:${line}  ${text}`),
    ...rest,
    '',
  ].join('\n');
}

function countText(findings: readonly Finding[]): string {
  const count = (level: Finding['level']): string => {
    const n = findings.filter((finding) => finding.level === level).length;
    return `${n} ${level === 'info' ? 'remark' : level}${n === 1 ? '' : 's'}`;
  };
  return `${count('error')}, ${count('warning')}, ${count('info')}`;
}
