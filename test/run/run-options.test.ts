import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { stringifyConfig } from '../../src/config/write.js';
import { NerwinError } from '../../src/error.js';
import { RunFolder } from '../../src/run/run-folder.js';
import { type RunOptions, resolveRunOptions } from '../../src/run/run-options.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nerwin-request-'));
  writeFileSync(at('mine.yaml'), hand);
});
afterEach(() => rmSync(folder, { recursive: true }));

const hand = `# my own words
corpus: { root: shipped, train: train.conll, dev: dev.conll }
vectors: { file: shipped }
`;
const at = (...names: string[]): string => join(folder, ...names);
const request = (options: Partial<RunOptions>) =>
  resolveRunOptions({ config: at('mine.yaml'), set: [], ...options });

/** Refused as a fault of usage; gives message and hint. */
function refused(options: Partial<RunOptions>): string {
  try {
    request(options);
  } catch (error) {
    expect(error).toBeInstanceOf(NerwinError);
    const { code, message, hint } = error as NerwinError;
    expect(code).toBe('usage');
    return `${message}; ${hint}`;
  }
  throw new Error('not refused');
}

test('the folder is named after the config or as given; nothing is created yet', () => {
  expect(request({ output: at('run') })).toMatchObject({ folder: { path: at('run') }, isResumed: false });
  expect(request({}).folder.path).toBe(join('runs', 'mine'));
  expect(existsSync(at('run'))).toBe(false);
});

test('seed, bag and settings replace those of the file', () => {
  const { config } = request({ output: at('run'), seed: 7, bag: 3, set: ['training.epochs=2'] }).loaded;
  expect(config).toMatchObject({ seed: 7, training: { bag: 3, epochs: 2 } });
});

describe('refused', () => {
  test('an output that is empty, or a file', () => {
    expect(refused({ output: '' })).toMatch(/^--output is empty; give a folder/);
    expect(refused({ output: at('mine.yaml') })).toMatch(
      /mine\.yaml: is not a directory; choose another --output/,
    );
  });

  test('both resume and overwrite; resume without an earlier run', () => {
    expect(refused({ resume: true, overwrite: true, output: at('run') })).toContain('use one of them');
    expect(refused({ resume: true, output: at('run') })).toContain('no checkpoint to resume from');
  });

  test('resume of a run that was killed before it wrote its config: the hint works', () => {
    mkdirSync(at('killed'));
    new RunFolder(at('killed')).claimTraining(1);
    writeFileSync(at('killed', 'metrics.jsonl'), '');
    expect(() => resolveRunOptions({ set: [], resume: true, output: at('killed') })).toThrow(
      expect.objectContaining({ code: 'usage', hint: expect.stringContaining('--resume --config FILE') }),
    );
    expect(request({ resume: true, output: at('killed') }).folder.path).toBe(at('killed'));
  });

  test('a run that exists, without --overwrite', () => {
    mkdirSync(at('run'));
    new RunFolder(at('run')).claimTraining(1);
    writeFileSync(at('run', 'metrics.jsonl'), '');
    expect(refused({ output: at('run') })).toContain('the folder already contains a run');
    expect(request({ output: at('run'), overwrite: true }).folder.path).toBe(at('run'));
  });

  test('a folder that holds something else, with every option', () => {
    mkdirSync(at('run', 'members'), { recursive: true });
    writeFileSync(at('run', 'members', 'alice.txt'), 'mine');
    for (const options of [{}, { overwrite: true }, { resume: true }] as const)
      expect(refused({ output: at('run'), ...options })).toMatch(
        /run: the folder is not empty, and what it contains is not a run; choose another --output/,
      );
  });

  test('overwriting a config that was edited by hand, under any name', () => {
    writeFileSync(at('config.yaml'), hand);
    symlinkSync(at('config.yaml'), at('link.yaml'));
    writeFileSync(at('manifest.json'), '{"files":["config.yaml"],"earlier":{}}');
    for (const config of [at('config.yaml'), at('link.yaml')]) {
      expect(refused({ config, output: folder, overwrite: true })).toContain(
        'the run would overwrite this file with its own config',
      );
    }
    expect(readFileSync(at('config.yaml'), 'utf8')).toBe(hand);
  });
});

test('a config that a run wrote itself can be used for that run again', () => {
  const { loaded } = request({ output: at('run') });
  mkdirSync(at('run'));
  new RunFolder(at('run')).claimTraining(1);
  writeFileSync(at('run', 'config.yaml'), stringifyConfig(loaded.config));
  const again = { config: at('run', 'config.yaml'), output: at('run'), overwrite: true } as const;
  expect(request(again).loaded.config).toEqual(loaded.config);
  expect(request({ ...again, set: ['training.epochs=5'] }).loaded.config.training.epochs).toBe(5);
});
