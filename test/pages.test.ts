import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { globSync } from 'tinyglobby';
import { describe, expect, test } from 'vitest';
import { starter } from '../src/config/starter.js';
import { activations } from '../src/network/activation.js';
import { checkedPage, pages, pinnedLinks, withLineNumbers } from './pages.js';

describe('links that pin an expression', () => {
  const file = 'const a = 1;\nconst b = 2;\nconst c = a + b;\n';

  test('get the number of the line that holds it', () => {
    const page = 'See [`a + b`](code.ts#L1), [`b = 2`](code.ts#L) and [the file](code.ts#L9).';
    expect(withLineNumbers(page, () => file)).toBe(
      'See [`a + b`](code.ts#L3), [`b = 2`](code.ts#L2) and [the file](code.ts#L9).',
    );
  });

  test.each([
    ['a - b', '`a - b` is in no line of code.ts'],
    ['const', '`const` is in lines 1, 2, 3 of code.ts'],
  ])('that pin `%s` are an error: it must be in exactly one line', (expression, message) => {
    expect(() => withLineNumbers(`[\`${expression}\`](code.ts#L1)`, () => file)).toThrow(message);
  });
});

describe('in the pages', () => {
  test.each(pages)('%s is up to date', (page) => {
    const { text, expected } = checkedPage(page);
    expect(text, 'a part that a program writes is out of date: run `npm run pages`').toBe(expected);
  });

  test.each(pages)('%s: every relative link leads to a file', (page) => {
    const { text } = checkedPage(page);
    const missing = [...text.matchAll(/\]\(([^)\s:#]+)(?:#[^)\s]*)?\)/g)]
      .map(([, path]) => path)
      .filter((path) => !existsSync(new URL(path, new URL(`../${page}`, import.meta.url))));
    expect(missing).toEqual([]);
  });

  test('the page on configs names every config that ships, and holds the starter config', () => {
    const { text } = checkedPage('configs/README.md');
    const configs = globSync('*.yaml', { cwd: fileURLToPath(new URL('../configs', import.meta.url)) });
    for (const name of configs) expect(text).toContain(`[${name}](${name})`);
    expect(text).toContain(starter());
  });

  test('the derivation and the graph page point to the code that computes each derivative', () => {
    const filesOf = (page: string) => new Set(pinnedLinks(checkedPage(page).text).map(({ path }) => path));
    expect(filesOf('src/lecture/README.md')).toEqual(
      new Set([
        'window.ts',
        '../kernels/forward.ts',
        '../kernels/loops.ts',
        '../training/pair-objective.ts',
        ...activations.map((name) => `../network/activations/${name}.ts`),
        '../network/input-gradient.ts',
        '../network/softmax.ts',
      ]),
    );
    const gates = ['arithmetic', 'functions', 'losses', 'products', 'selection'];
    for (const name of gates) {
      expect(filesOf('src/lessons/graph/README.md').has(`gates/${name}.ts`), name).toBe(true);
    }
  });
});
