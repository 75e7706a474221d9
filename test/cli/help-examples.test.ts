/** Every command has examples in its help, and the man pages are made of the same. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { shownCommands } from '../../src/cli/commands.js';
import { processTerminal } from '../../src/cli/terminal.js';
import { packagePath } from '../../src/package.js';
import { manFolder, manPages } from '../man-pages.js';
import { titleIf } from '../skip-reporter.js';
import { captured } from './captured.js';

const io = await processTerminal(false);
const withBelow = (command: Command, name: string): [name: string, command: Command][] => [
  [name, command],
  ...command.commands.flatMap((below) => withBelow(below, `${name} ${below.name()}`)),
];
const all = (
  await Promise.all(shownCommands.map(async ({ name, syntax }) => withBelow(await syntax(io), name)))
).flat();

describe('the help of every command', () => {
  test.each(all)('nerwin %s: its examples use its own options', async (name, command) => {
    const { code, out } = await captured([...name.split(' '), '--help']);
    expect(code).toBe(0);
    const unbroken = out.replaceAll(/ \\\n +/g, ' ');
    const lines = [...unbroken.matchAll(new RegExp(`^ +nerwin (${name}\\b.*)$`, 'gm'))].map(
      ([, line]) => line,
    );
    const examples = lines.filter((line) => !line.includes('[options]'));
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      const words = example.split(/ +# /)[0].split(' ');
      const found = all.filter(([one]) => example.startsWith(one)).sort(([a], [b]) => b.length - a.length)[0];
      const known = (found?.[1] ?? command).options.flatMap(({ long, short }) => [long, short]);
      for (const word of words.filter((one) => /^--?[a-z]/.test(one)))
        expect([...known, '--'], example).toContain(word.split('=')[0]);
    }
  });
});

describe('the man pages', () => {
  test('are up to date: run `npm run man`; package.json lists them', async () => {
    const pages = await manPages();
    expect(readdirSync(manFolder).sort()).toEqual([...pages.keys()].sort());
    for (const [file, text] of pages) expect(readFileSync(`${manFolder}/${file}`, 'utf8'), file).toBe(text);
    const { man } = JSON.parse(readFileSync(packagePath('package.json'), 'utf8')) as { man: string[] };
    expect(man).toEqual([...pages.keys()].sort().map((file) => `./man/${file}`));
  });

  const hasGroff = spawnSync('groff', ['--version']).status === 0;
  test.skipIf(!hasGroff)(
    titleIf(hasGroff, 'groff is missing', 'groff reads them without a warning, and shows every option'),
    () => {
      for (const [name, command] of all) {
        const [page] = name.split(' ');
        const args = ['-man', '-ww', '-Tascii', '-P-c', '-rLL=200n', `${manFolder}/nerwin-${page}.1`];
        const { stdout, stderr } = spawnSync('groff', ['-Kutf8', ...args], { encoding: 'utf8' });
        expect(
          stderr
            .split('\n')
            .filter((line) => !line.includes('special character'))
            .join(''),
        ).toBe('');
        const shown = stdout.replaceAll(/.\x08/g, '');
        for (const { long, hidden } of command.options)
          if (long && !hidden) expect(shown, name).toContain(long);
      }
    },
  );
});
