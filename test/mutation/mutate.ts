/**
 * @file `npm run mutate -- [folder or file below src] … [--concurrency=N]`: changes the source in small ways
 * and runs the tests for each change. A mutant that no test notices (a survivor) is a missing test, or a
 * change that makes no difference.
 *
 * Prints the survivors to standard error, and a Markdown table of the files to standard output.
 */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { MutantResult } from '@stryker-mutator/api/core';
import { Stryker } from '@stryker-mutator/core';
import { tested } from './plugins.js';

const folders = ['lecture', 'features', 'windows', 'network', 'training', 'evaluation'];

const args = process.argv.slice(2);
const concurrency = Number(args.find((arg) => arg.startsWith('--concurrency='))?.split('=')[1] ?? 1);
const named = args.filter((arg) => !arg.startsWith('--'));
const chosen = named.length > 0 ? named : folders;
process.env.MUTATED = [...new Set(chosen.map((name) => name.split('/')[0]))].join(); // for the config of vitest

process.env.NERWIN_OLD_BUILD = '1'; // mutated sources differ from those of the build

/** The mutants of one file by what became of them. */
interface Count {
  killed: number;
  survived: number;
  uncovered: number;
}

const fate: Partial<Record<MutantResult['status'], keyof Count>> = {
  Killed: 'killed',
  Timeout: 'killed',
  Survived: 'survived',
  NoCoverage: 'uncovered',
};

/** Shows a mutant: where it is, the line of the source, and what takes its place. */
function describe(file: string, { status, mutatorName, location, replacement }: MutantResult): string {
  const { start, end } = location;
  const lines = readFileSync(file, 'utf8').split('\n');
  const before = lines[start.line - 1].slice(0, start.column - 1).trimStart();
  const after = lines[end.line - 1].slice(end.column - 1);
  const place = `${file}:${start.line}:${start.column} ${status} ${mutatorName}`;
  return `${place}\n- ${lines[start.line - 1].trim()}\n+ ${before}⟦${replacement}⟧${after}`;
}

const row = (name: string, { killed, survived, uncovered }: Count): string => {
  const total = killed + survived + uncovered;
  return `| ${name} | ${killed} | ${survived} | ${uncovered} | ${((100 * killed) / total).toFixed(1)} % |`;
};

/** Prints the survivors, and a table of the mutants tested so far. */
function report(): void {
  const counts = new Map<string, Count>();
  for (const mutant of tested) {
    const file = relative('.', mutant.fileName);
    const kind = fate[mutant.status];
    if (!kind) continue;
    const count = counts.get(file) ?? { killed: 0, survived: 0, uncovered: 0 };
    count[kind]++;
    counts.set(file, count);
    if (kind !== 'killed') console.error(`${describe(file, mutant)}\n`);
  }
  const all: Count = { killed: 0, survived: 0, uncovered: 0 };
  console.log('\n| file | killed | survived | no coverage | killed of all |\n|---|---|---|---|---|');
  for (const [file, count] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    console.log(row(file, count));
    for (const kind of ['killed', 'survived', 'uncovered'] as const) all[kind] += count[kind];
  }
  console.log(row('**all**', all));
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    report();
    process.exit(1);
  });
}

await new Stryker({
  mutate: chosen.map((name) => (name.includes('.ts') ? `src/${name}` : `src/${name}/**/*.ts`)),
  testRunner: 'vitest',
  vitest: { configFile: 'test/mutation/vitest.config.ts' },
  plugins: ['@stryker-mutator/vitest-runner', './test/mutation/plugins.js'],
  ignorers: ['messages'],
  ignorePatterns: ['/.stryker-tmp', '/data', '/runs', '/test/bench/results'],
  ignoreStatic: true,
  disableTypeChecks: false, // vitest does not check types
  coverageAnalysis: 'perTest',
  concurrency,
  timeoutMS: 10_000,
  dryRunTimeoutMinutes: 30, // a busy machine is slow
  reporters: ['progress-append-only', 'collector'],
  allowConsoleColors: false,
  tempDirName: `.stryker-tmp/${process.pid}`,
}).runMutationTest();

report();
