/** @file The TypeScript in docstrings of the library and in pages for its users, with the output that comments promise. */
import { readdirSync, readFileSync } from 'node:fs';
import { packagePath } from '../src/package.js';

/** A piece of code that can be run as it stands. */
export interface DocumentedCode {
  /** `api/tagger.ts, example 2`. */
  readonly name: string;
  readonly code: string;
  /** The lines it prints, from comments such as `// → Paris → Rome`. */
  readonly promised: readonly string[];
}

/** Returns the blocks of TypeScript in a text that import nerwin; in a docstring, without the asterisks. */
function codeIn(name: string, text: string): DocumentedCode[] {
  return [...text.matchAll(/```ts\n([\s\S]*?)```/g)]
    .map(([, block]) => block.replace(/^ *\* ?/gm, ''))
    .filter((code) => /from 'nerwin/.test(code))
    .map((code, k) => ({
      name: `${name}, example ${k + 1}`,
      code,
      promised: [...code.matchAll(/console\.log\(.*\/\/ → (.*)$/gm)].flatMap(([, line]) => line.split(' → ')),
    }));
}

const read = (path: string): string => readFileSync(packagePath(path), 'utf8');

/** The examples in the docstrings of the library. */
export const docstringExamples = (): DocumentedCode[] =>
  [...readdirSync(packagePath('src/api')).map((file) => `api/${file}`), 'error.ts', 'model-url.ts'].flatMap(
    (file) => codeIn(file, read(`src/${file}`)),
  );

/** The examples in the pages. */
export const pageExamples = (): DocumentedCode[] =>
  ['README.md', 'examples/README.md', 'configs/README.md'].flatMap((page) => codeIn(page, read(page)));
