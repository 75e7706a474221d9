/** @file A comparison as a JUnit report, which every CI host reads: one test case per check. */

import type { Failure } from './compared.js';
import type { ComparedMetric, RunComparison } from './comparison.js';
import { metricText } from './failure.js';
import { failureTitle } from './verdict.js';

/** Returns the XML document. */
export function comparisonJunit({ metrics, failures, warnings }: RunComparison): string {
  const own = new Set(metrics.flatMap((metric) => metric.failures));
  const others = failures.filter((failure) => !own.has(failure));
  const cases = [
    ...metrics.map((metric) => testCase(caseName(metric), metric.failures)),
    ...[...new Set(others.map(failureTitle))].map((title) =>
      testCase(
        title,
        others.filter((one) => failureTitle(one) === title),
      ),
    ),
    ...(others.length === 0 ? [testCase('the runs are of one experiment', [])] : []),
  ];
  const failed = cases.filter((text) => text.includes('<failure')).length;
  const output = warnings.length > 0 ? `    <system-out>${xmlText(warnings.join('\n'))}</system-out>\n` : '';
  return junitDocument(cases, { failures: failed, errors: 0 }, output);
}

/** Returns a document of test cases, with how many of them have failures and errors, and what the suite printed. */
export function junitDocument(
  cases: readonly string[],
  { failures, errors }: { readonly failures: number; readonly errors: number },
  output: string,
): string {
  const counts = `tests="${cases.length}" failures="${failures}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<testsuites name="nerwin compare" ${counts}${errors > 0 ? ` errors="${errors}"` : ''}>\n`,
    `  <testsuite name="nerwin compare" ${counts} errors="${errors}" skipped="0">\n`,
    ...cases,
    output,
    '  </testsuite>\n</testsuites>\n',
  ].join('');
}

const caseName = (metric: ComparedMetric): string =>
  metric.at === 'every' ? metricText(metric) : `${metricText(metric)} at ${metric.at}`;

function testCase(name: string, failures: readonly Failure[]): string {
  const open = `    <testcase classname="nerwin.compare" name="${xmlText(name)}"`;
  if (failures.length === 0) return `${open}/>\n`;
  const message = xmlText(failureTitle(failures[0]));
  const text = xmlText(failures.map((failure) => failure.text).join('\n'));
  return `${open}>\n      <failure message="${message}">${text}</failure>\n    </testcase>\n`;
}

/** Escapes text for XML; characters that XML 1.0 does not allow are replaced. */
export const xmlText = (text: string): string =>
  text
    .replace(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      '\ufffd',
    )
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
