import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { packagePath } from '../../src/package.js';
import { titleIf } from '../skip-reporter.js';
import { binary } from './binary.js';
import { captured } from './captured.js';

/** What a command says to arguments that are wrong. */
async function fault(...args: string[]): Promise<string> {
  const { code, out, notes } = await captured(args);
  expect([code, out]).toEqual([2, '']);
  return notes;
}

describe('mistakes in the arguments: one message, one hint', () => {
  test.each<[args: string[], message: string, hint: string]>([
    [['trian'], "unknown command 'trian'", "did you mean 'train'?"],
    [['help', 'trian'], "unknown command 'trian'", "did you mean 'train'?"],
    [['--jsn'], "unknown option '--jsn'", 'see `nerwin --help`'],
    [['tag', '--jsn', 'Paris'], "unknown option '--jsn'", 'did you mean --json?'],
    [['vectors', 'inf', 'x'], "unknown command 'inf'", 'did you mean info?'],
    [['tag', '--qwertz', 'Paris'], "unknown option '--qwertz'", 'see `nerwin tag --help`'],
    [['config', 'show'], "missing required argument 'file'", 'see `nerwin config show --help`'],
    [['corpus', 'stats', '--qwertz'], "unknown option '--qwertz'", 'see `nerwin corpus stats --help`'],
    [['vectors', 'info'], "missing required argument 'file'", 'see `nerwin vectors info --help`'],
    [['model', 'info', '--x'], "unknown option '--x'", 'see `nerwin model info --help`'],
    [['train', '--seed'], "option '--seed <number>' argument missing", 'see `nerwin train --help`'],
  ])('%j', async (args, message, hint) => {
    expect(await fault(...args)).toBe(`nerwin: ${message}\n  hint: ${hint}\n`);
  });

  test('a hint names a command as nerwin was started, so that it works as printed', async () => {
    const [, script = ''] = process.argv;
    process.argv[1] = '/project/node_modules/.bin/nerwin';
    const hints = [
      await fault('--jsn'),
      await fault('corpus', 'stats', '--qwertz'),
      await fault('tag', '--x'),
    ];
    process.argv[1] = script;
    expect(hints.map((text) => /see (.*)\n/.exec(text)?.[1])).toEqual([
      '`npx nerwin --help`',
      '`npx nerwin corpus stats --help`',
      '`npx nerwin tag --help`',
    ]);
  });

  test('help of a command, and of all', async () => {
    expect((await captured(['help', 'tag'])).out).toMatch(/^Usage: nerwin tag /);
    expect((await captured(['help'])).out).toContain('Usage: nerwin <command>');
  });

  test('several guesses', async () => {
    expect(await fault('eval', '--threshol', '1', '--corpus', 'x')).toMatch(
      /^nerwin: unknown option '--threshol'\n {2}hint: did you mean (one of )?--threshold.*\?\n$/,
    );
  });
});

describe('a name that no file system takes is no bug, whatever looks at it', () => {
  const long = 'x'.repeat(5000);
  test.each<string[]>([
    ['tag', '-m', long, 'Paris'],
    ['tag', '-i', long],
    ['eval', '-m', long, '--corpus', 'x'],
    ['eval', '--corpus', long],
    ['compare', long, '--baseline', long],
    ['compare', 'x', '--golden', long],
    ['train', '--config', long],
    ['model', 'info', long],
    ['vectors', 'info', long],
    ['vectors', 'prune', '--words', '1', long, long],
    ['corpus', 'convert', long, '--to', 'conll', '-o', long],
    ['boundary', long],
    ['explain', '-m', long, 'Paris'],
  ])('%s', async (...args) => {
    const { code, notes } = await captured(args);
    expect([2, 3]).toContain(code);
    expect(notes).toMatch(/^nerwin: .+\n {2}hint: .+\n$/s);
  });
});

test.skipIf(process.platform === 'win32')(
  titleIf(
    process.platform !== 'win32',
    'not on Windows',
    'a deleted working directory is not reported as a bug',
  ),
  () => {
    const script = 'cd "$(mktemp -d)" && rmdir "$PWD" && "$0" "$1" eval --corpus x';
    const { status, stderr } = spawnSync('sh', ['-c', script, process.execPath, binary], {
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
    });
    expect([status, stderr]).toEqual([
      3,
      'nerwin: the current directory no longer exists\n  hint: change to an existing directory with cd\n',
    ]);
  },
);

test.skipIf(process.platform === 'win32')(
  titleIf(
    process.platform !== 'win32',
    'not on Windows',
    'standard input is not looked at if a file is tagged',
  ),
  () => {
    const args = ['-c', '"$0" "$1" tag --input "$2" < /', process.execPath, binary, packagePath('LICENSE')];
    const { status, stderr } = spawnSync('sh', args, { encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  },
);

test.skipIf(process.platform === 'win32')(
  titleIf(process.platform !== 'win32', 'not on Windows', 'a folder as standard input is reported'),
  () => {
    const { status, stderr } = spawnSync('sh', ['-c', '"$0" "$1" tag - < /', process.execPath, binary], {
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
    });
    expect([status, stderr]).toEqual([
      3,
      'nerwin: standard input is a directory\n  hint: give it a file or a pipe\n',
    ]);
  },
);
