import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { shownCommands } from '../../src/cli/commands.js';
import { completionOf } from '../../src/cli/complete.js';
import { scripts } from '../../src/cli/completion-scripts.js';
import { processTerminal } from '../../src/cli/terminal.js';
import { titleIf } from '../skip-reporter.js';
import { binary } from './binary.js';
import { captured } from './captured.js';

const io = await processTerminal(false);
const valuesAt = async (current: string, ...words: string[]): Promise<string[]> => {
  const { candidates, files } = await completionOf(words, current, shownCommands, io);
  return [...candidates.map(({ value }) => value), ...(files ? [':files'] : [])];
};

describe('what can stand at the cursor', () => {
  test.each<[line: string, expected: string[]]>([
    ['gr', ['gradcheck', 'graph']],
    ['nothing ', []],
    ['help tr', ['train']],
    ['--v', ['--version']],
    ['--no-color ta', ['ta']],
    ['model ', ['info', 'verify', 'strip', 'card']],
    ['model st', ['strip']],
    ['model strip --wo', ['--words']],
    ['tag --form', ['--format']],
    ['tag --scores ', ['rounded', 'full']],
    ['tag --scores=fu', ['--scores=full']],
    ['tag --scores = fu', ['full']],
    ['tag --scores =', ['rounded', 'full']],
    ['tag --model ', [':files']],
    ['tag -m run', [':files']],
    ['tag --threshold ', []],
    ['tag I ', []],
    ['explain --json ', []],
    ['gradcheck --size toy med', ['medium']],
    ['gradcheck --size toy --all --js', ['--json']],
    ['eval --corpus a.conll ', [':files']],
    ['vectors nearest ', [':files']],
    ['vectors nearest shipped ', []],
    ['completion ', ['bash', 'zsh', 'fish', 'powershell']],
    ['graph -- -x', []],
  ])('%j', async (line, expected) => {
    const words = line.split(' ');
    const found = await valuesAt(words.pop() ?? '', ...words);
    expect(found).toEqual(line === '--no-color ta' ? ['tag'] : expected);
  });

  test('hidden options and commands are not offered', async () => {
    expect(await valuesAt('--quanti', 'vectors', 'prune')).toEqual(['--quantize']);
    expect(await valuesAt('compl')).toEqual(['completion']);
    expect((await captured(['--help'])).out).not.toContain('complete ');
  });

  test('every option of every command', async () => {
    for (const { name, syntax } of shownCommands) {
      const command = await syntax(io);
      const flags = command.options.filter(({ hidden }) => !hidden).map(({ long }) => long);
      expect(await valuesAt('--', name)).toEqual([...flags, '--help']);
    }
  });

  test('nerwin complete prints one candidate per line with its description', async () => {
    const { out } = await captured(['complete', '--current=ba', 'completion']);
    expect(out).toBe('bash\t\n');
    expect((await captured(['complete', '--current=be'])).out).toMatch(/^bench\tmeasure .*\n$/);
  });
});

describe('in the shells', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nerwin-completion-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  beforeAll(() => {
    writeFileSync(join(folder, 'nerwin'), `#!/bin/sh\nexec '${process.execPath}' '${binary}' "$@"\n`);
    chmodSync(join(folder, 'nerwin'), 0o755);
    for (const [shell, text] of Object.entries(scripts)) writeFileSync(join(folder, shell), text);
  });
  const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` };
  const has = (shell: string): boolean => spawnSync(shell, ['-c', 'exit 0']).status === 0;

  /** What bash offers for these words, the last of which is typed. */
  const inBash = (...words: string[]): string[] => {
    const script = `source "$0"; COMP_WORDS=(nerwin "$@"); COMP_CWORD=$#; _nerwin; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout } = spawnSync('bash', ['-c', script, join(folder, 'bash'), ...words], {
      env,
      encoding: 'utf8',
    });
    return stdout.trimEnd().split('\n');
  };

  test.skipIf(!has('bash'))(
    titleIf(has('bash'), 'bash is missing', 'bash completes; nothing typed is run'),
    () => {
      expect(inBash('gr')).toEqual(['gradcheck', 'graph']);
      expect(inBash('tag', '--scores', '')).toEqual(['rounded', 'full']);
      const planted = join(folder, 'planted');
      for (const word of [`$(touch ${planted})`, `\`touch ${planted}\``, `'; touch ${planted}; '`, `"I'm`])
        expect(inBash('tag', word, '--form')).toEqual(['--format']);
      expect(existsSync(planted)).toBe(false);
    },
  );

  for (const shell of ['zsh', 'fish'])
    test.skipIf(!has(shell))(titleIf(has(shell), `${shell} is missing`, `${shell} reads its script`), () => {
      const { status, stderr } = spawnSync(shell, ['-n', join(folder, shell)], { encoding: 'utf8' });
      expect([status, stderr]).toEqual([0, '']);
    });

  test('an unknown shell: the known ones are named', async () => {
    const { code, notes } = await captured(['completion', 'tcsh']);
    expect(code).toBe(2);
    expect(notes).toContain('bash, zsh, fish, powershell');
  });
});
