/**
 * @file Annotations for GitHub Actions: lines that the runner turns into marks on files. It shows ten of a kind per step and drops the
 * rest silently, so the last one counts the rest.
 */
import type { RunComparison } from './comparison.js';
import { headline } from './comparison-markdown.js';
import { failureTitle } from './verdict.js';

const maxShown = 10;

type Properties = Readonly<Record<string, string | number | undefined>>;

/** Returns the annotations: an error per failure, a warning per warning, and a notice with the verdict if it passes. */
export function githubAnnotations(comparison: RunComparison): string {
  const { failures, warnings, passed } = comparison;
  const errors = failures.map((failure) =>
    command('error', failure.text, {
      file: failure.place?.file,
      line: failure.place?.line,
      title: failureTitle(failure),
    }),
  );
  const lines = [
    ...limited(errors, 'error', 'failures'),
    ...limited(
      warnings.map((text) => command('warning', text, { title: 'nerwin compare' })),
      'warning',
      'warnings',
    ),
    ...(passed ? [command('notice', headline(comparison), { title: 'nerwin compare' })] : []),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function limited(lines: readonly string[], level: string, noun: string): string[] {
  if (lines.length <= maxShown) return [...lines];
  const rest = lines.length - maxShown + 1;
  return [
    ...lines.slice(0, maxShown - 1),
    command(level, `${rest} more ${noun}: see the summary`, { title: 'nerwin compare' }),
  ];
}

/** Returns a workflow command; characters that would end it are escaped as the runner expects. */
function command(level: string, message: string, properties: Properties): string {
  const data = (text: string): string =>
    text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
  const shown = Object.entries(properties).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${property(String(value))}`],
  );
  return `::${level} ${shown.join(',')}::${data(message)}`;
}
