/**
 * @file The parts of Markdown pages that a program writes, with `npm run pages`:
 * - Links that pin an expression, [`expression`](path#L12): the page says what to find in which file, and the program
 *   writes the number of the line that holds it.
 * - The starter config, in the code block after `<!-- the starter config -->`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { globSync } from 'tinyglobby';
import { starter } from '../src/config/starter.js';

const root = new URL('../', import.meta.url);

/** All Markdown pages of the project, relative to its root. */
export const pages: readonly string[] = globSync('**/*.md', {
  cwd: fileURLToPath(root),
  ignore: ['**/node_modules/**', 'dist/**', 'runs/**'],
}).sort();

/** One link that pins an expression. */
export interface PinnedLink {
  readonly expression: string;
  readonly path: string; // relative to the page
  readonly line: number;
}

const pinned = /\[`([^`]+)`\]\(([^)#\s]+)#L(\d*)\)/g;

/** The pinned links in the text of a page. */
export const pinnedLinks = (text: string): PinnedLink[] =>
  [...text.matchAll(pinned)].map(([, expression, path, line]) => ({ expression, path, line: Number(line) }));

/** The numbers, from 1, of the lines of `text` that hold `expression`. */
export const linesWith = (expression: string, text: string): number[] =>
  text.split('\n').flatMap((line, k) => (line.includes(expression) ? [k + 1] : []));

/**
 * Returns `text` with the line number of every pinned link as it should be; `read` returns the file at a path that is
 * relative to the page. Throws if an expression is in no line or in several: then the page has to name another one.
 */
export function withLineNumbers(text: string, read: (path: string) => string): string {
  return text.replaceAll(pinned, (_link, expression: string, path: string) => {
    const lines = linesWith(expression, read(path));
    if (lines.length === 1) return `[\`${expression}\`](${path}#L${lines[0]})`;
    const found = lines.length === 0 ? 'no line' : `lines ${lines.join(', ')}`;
    throw new Error(
      `\`${expression}\` is in ${found} of ${path}: pin an expression that is in exactly one line`,
    );
  });
}

/** Returns `text` with the starter config of today in each block that is marked for it. */
export const withStarter = (text: string): string =>
  text.replaceAll(
    /(<!-- the starter config -->\n\n```yaml\n)[\s\S]*?(```\n)/g,
    (_block, opening: string, closing: string) => opening + starter() + closing,
  );

/** The text of a page, and the same with its written parts as they should be. */
export function checkedPage(page: string): { readonly text: string; readonly expected: string } {
  const url = new URL(page, root);
  const text = readFileSync(url, 'utf8');
  try {
    const read = (path: string): string => readFileSync(new URL(path, url), 'utf8');
    return { text, expected: withStarter(withLineNumbers(text, read)) };
  } catch (error) {
    throw new Error(`${page}: ${error instanceof Error ? error.message : error}`);
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const page of pages) {
    const { text, expected } = checkedPage(page);
    if (text === expected) continue;
    writeFileSync(new URL(page, root), expected);
    console.log(`${page}: updated`);
  }
}
