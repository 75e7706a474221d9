/** @file What a CI host shows if nothing could be compared, such as without a baseline: an annotation, a summary, a test report. */
import { markdownText } from '../document/markdown.js';
import { command } from './comparison-github.js';
import { junitDocument, xmlText } from './comparison-junit.js';

const name = 'nerwin compare';

/** Returns an annotation for GitHub Actions. */
export const faultAnnotation = (message: string, hint: string): string =>
  `${command('error', [message, hint].filter(Boolean).join('\n'), { title: `${name}: nothing was compared` })}\n`;

/** Returns the summary in Markdown. */
export const faultMarkdown = (message: string, hint: string): string =>
  [`### ${name}: nothing was compared`, message, hint]
    .filter(Boolean)
    .map((text, k) => (k === 0 ? text : text.split('\n').map(markdownText).join('\n\n')))
    .join('\n\n')
    .concat('\n\n');

/** Returns a JUnit report with one test case, which has an error. */
export function faultJunit(message: string, hint: string): string {
  const error = `<error message="${xmlText(message)}">${xmlText(hint)}</error>`;
  const testCase = `    <testcase classname="nerwin.compare" name="the runs can be compared">\n      ${error}\n    </testcase>\n`;
  return junitDocument([testCase], { failures: 0, errors: 1 }, '');
}
