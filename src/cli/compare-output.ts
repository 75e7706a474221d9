/** @file Prints a comparison in the chosen format, and turns its failures into the error of the command. */
import { appendFileSync } from 'node:fs';
import type { Failure } from '../compare/compared.js';
import type { RunComparison } from '../compare/comparison.js';
import { comparisonTable, curveLines, valuesTable } from '../compare/comparison-table.js';
import { factText } from '../compare/facts.js';
import { NerwinError, withPath } from '../error.js';
import type { CompareOptions } from './compare-options.js';
import { jsonLine } from './json-output.js';
import { print } from './print.js';
import type { Terminal } from './terminal.js';

/** Prints the comparison to standard output; warnings that no format carries go to standard error. */
export async function printComparison(
  comparison: RunComparison,
  options: CompareOptions,
  io: Terminal,
): Promise<void> {
  const format = options.json ? 'json' : (options.format ?? 'text');
  switch (format) {
    case 'json': {
      const { comparisonObjects } = await import('../compare/comparison-json.js');
      for (const object of comparisonObjects(comparison)) await io.out(jsonLine('compare', object));
      return;
    }
    case 'markdown': {
      const { comparisonMarkdown } = await import('../compare/comparison-markdown.js');
      return io.out(comparisonMarkdown(comparison));
    }
    case 'junit': {
      const { comparisonJunit } = await import('../compare/comparison-junit.js');
      return io.out(comparisonJunit(comparison));
    }
    case 'github':
      return printForGithub(comparison, io);
    default:
      return printText(comparison, options, io);
  }
}

async function printForGithub(comparison: RunComparison, io: Terminal): Promise<void> {
  const { githubAnnotations } = await import('../compare/comparison-github.js');
  const { comparisonMarkdown } = await import('../compare/comparison-markdown.js');
  await io.out(githubAnnotations(comparison));
  const summary = process.env.GITHUB_STEP_SUMMARY;
  if (summary) withPath('file', summary, () => appendFileSync(summary, comparisonMarkdown(comparison)));
  else io.note('GITHUB_STEP_SUMMARY is not set, so no summary was written; --format markdown prints it');
}

/** Reports that nothing could be compared, in the formats that a CI host shows to people; returns false in all others. */
export async function printFault(
  { message, hint }: NerwinError,
  { format, json }: CompareOptions,
  io: Terminal,
): Promise<boolean> {
  if (json || !(format === 'junit' || format === 'markdown' || format === 'github')) return false;
  const { faultAnnotation, faultJunit, faultMarkdown } = await import('../compare/comparison-fault.js');
  if (format === 'junit') await io.out(faultJunit(message, hint));
  if (format === 'markdown') await io.out(faultMarkdown(message, hint));
  if (format !== 'github') return true;
  await io.out(faultAnnotation(message, hint));
  const summary = process.env.GITHUB_STEP_SUMMARY;
  try {
    if (summary) appendFileSync(summary, faultMarkdown(message, hint));
  } catch (error) {
    io.note(`the summary was not written: ${error instanceof Error ? error.message : String(error)}`);
  }
  return true;
}

async function printText(comparison: RunComparison, options: CompareOptions, io: Terminal): Promise<void> {
  const { metrics, differences, warnings } = comparison;
  for (const warning of warnings.filter(
    (text) => !differences.some((one) => text === `${one.run}: ${factText(one)}`),
  ))
    io.note(`${io.noteColor.yellow('warning:')} ${warning}`);
  const parts: string[] = [];
  if (differences.length > 0) {
    const lines = differences.map((one) => `  ${one.run}: ${factText(one)}\n`);
    parts.push(`the runs differ in config, data or versions:\n${lines.join('')}`);
  }
  const layout = { emphasis: io.color.yellow, columns: io.outColumns };
  for (const metric of metrics.filter(({ at }) => at === 'every')) {
    parts.push(comparisonTable(metric, { all: options.all === true, ...layout }));
    const curves = curveLines(metric, layout);
    if (curves !== '') parts.push(curves);
  }
  const values = metrics.filter(({ at }) => at !== 'every');
  if (values.length > 0) parts.push(valuesTable(values, layout));
  const tests = metrics.flatMap(({ test }) => (test ? [`${test.text}\n`] : []));
  if (tests.length > 0) parts.push(tests.join(''));
  await print(parts.join('\n'), io);
}

const maxListed = 3;

/** Returns the error for failed gates: what failed in one line, then each failure. */
export function gateError(
  comparison: RunComparison,
  { golden, gates }: Pick<CompareOptions, 'golden' | 'gates'>,
): NerwinError {
  const { failures } = comparison;
  const groups = new Map<string, Failure[]>();
  for (const failure of failures) {
    const key = `${failure.metric} ${failure.network} ${failure.run} ${failure.kind}`;
    groups.set(key, [...(groups.get(key) ?? []), failure]);
  }
  const lines = [...groups.values()].flatMap((group) => [
    ...group.slice(0, maxListed).map(({ text }) => `  ${text}`),
    ...(group.length > maxListed ? [`  … and ${group.length - maxListed} more of this kind`] : []),
  ]);
  return new NerwinError(
    'gate',
    [summaryOf(comparison, gates === undefined), ...lines].join('\n'),
    hintFor(comparison, golden, gates),
  );
}

/** `the runs differ: loss from epoch 2 on (rtol 0, atol 0)`. */
function summaryOf({ metrics, failures }: RunComparison, isFromOptions: boolean): string {
  const parts = metrics.flatMap(({ metric, network, at, failures: own }) => {
    if (own.length === 0) return [];
    const name = network === null ? metric : `${metric} of network ${network}`;
    if (at !== 'every') return [at === 'final' ? name : `${name} at ${at}`];
    return [`${name} from epoch ${own[0].epoch} on`];
  });
  const others = failures
    .filter(({ metric }) => metric === null)
    .map(({ kind }) => (kind === 'no network' ? 'the number of networks' : 'config or data'));
  const kinds = new Set(failures.map(({ kind }) => kind));
  const failed = metrics.filter(({ failures: own }) => own.length > 0);
  const isWorse =
    kinds.size === 1 && kinds.has('worse') && failed.every(({ rule }) => rule.failOn === 'worse');
  const hasDiverged = kinds.size === 1 && kinds.has('not finite');
  const what = [...parts, ...new Set(others)].join(', ') || failures.map(({ text }) => text)[0];
  const rule = isFromOptions && metrics.length > 0 ? tolerances(metrics) : '';
  if (hasDiverged) return `the new run has diverged: ${what}: not a finite number`;
  return `${isWorse ? 'the new run is worse' : 'the runs differ'}: ${what}${rule}`;
}

function tolerances(metrics: RunComparison['metrics']): string {
  const shown = new Set(
    metrics.map(
      ({ rule: { rtol, atol, band } }) => `rtol ${rtol}, atol ${atol}${band > 0 ? `, band ${band}` : ''}`,
    ),
  );
  return shown.size === 1 ? ` (${[...shown][0]})` : '';
}

function hintFor(
  { failures, metrics }: RunComparison,
  golden: string | undefined,
  gates: string | undefined,
): string {
  const kinds = new Set(failures.map(({ kind }) => kind));
  if (golden !== undefined) return 'if the change is meant, write the golden file again with --update';
  if ([...kinds].every((kind) => kind === 'other experiment'))
    return 'accept the difference with --ignore, for example --ignore config';
  const lacking = metrics.find((one) => one.failures.some(({ kind }) => kind.startsWith('missing')))?.at;
  if (lacking?.startsWith('time-to')) return 'train longer, or choose a value that the baseline reaches';
  if (lacking?.startsWith('epoch='))
    return 'choose an epoch that all runs have, or compare with --at best or --at last';
  if (kinds.has('missing') || kinds.has('missing in the baseline'))
    return 'train both runs for the same number of epochs, or compare single values with --at best or --at last';
  if (kinds.has('not finite'))
    return 'a loss that is not finite usually comes from a learning rate that is too high';
  if (kinds.has('no metric') || kinds.has('no network'))
    return 'train the run to the end with the same settings';
  if (kinds.has('bound') || kinds.has('significant')) return '';
  if (gates !== undefined) return `if the change is meant, change the gate in ${gates}`;
  return 'allow for small differences with --rtol and --atol';
}
