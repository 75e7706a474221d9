import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { type RunResult, Tagger, type TrainConfig, type TrainEvent, train } from '../../src/index.js';
import { captured } from '../cli/captured.js';
import { errorOf } from './error-of.js';

vi.setConfig({ testTimeout: 300_000 });

const config: TrainConfig = {
  corpus: { root: 'shipped', train: 'wire-train.conll', dev: 'wire-dev.conll', test: 'wire-dev.conll' },
  vectors: { file: 'shipped' },
  model: { hidden: 8 },
  training: { epochs: 2 },
};
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nerwin-'));
});

const scoresOf = ({ epochs, bestEpoch, dev, test }: RunResult): object => ({ epochs, bestEpoch, dev, test });

/** The shipped sentences as values. */
const sentencesOf = (file: string) =>
  readFileSync(new URL(`../../data/corpus/${file}`, import.meta.url), 'utf8')
    .split(/\n\s*\n/)
    .map((lines) =>
      lines.split('\n').filter((line) => /^\S+\s+\S+$/.test(line) && !/^(#|-DOCSTART-)/.test(line)),
    )
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => line.split(/\s+/)))
    .map((rows) => ({ tokens: rows.map(([token]) => token), tags: rows.map((row) => row[row.length - 1]) }));

describe('train', () => {
  test('in memory, in a folder and by the command: the same model and the same scores', async () => {
    const before = readdirSync('.');
    const memory = train({ config, output: null });
    const output = join(folder, 'api');
    const written = train({ config, output });
    const results = [await memory.result, await written.result];
    const model = readFileSync(join(output, 'model.safetensors'));
    expect(Buffer.compare(await memory.model(), model)).toBe(0);
    expect(Buffer.compare(await written.model(), model)).toBe(0);
    expect(results[0]).toMatchObject({ run: null, model: null });
    expect(results[1]).toMatchObject({ run: output, model: join(output, 'model.safetensors') });
    const file = join(output, 'config.yaml');
    const { out, code } = await captured([
      'train',
      '--json',
      '-q',
      '--config',
      file,
      '--output',
      join(folder, 'cli'),
    ]);
    expect(code).toBe(0);
    for (const result of results) expect(scoresOf(result)).toEqual(scoresOf(JSON.parse(out) as RunResult));
    expect(Buffer.compare(model, readFileSync(join(folder, 'cli/model.safetensors')))).toBe(0);
    expect(readdirSync('.')).toEqual(before);
    expect((await Tagger.load(await memory.model())).tag('Rome').tokens).toHaveLength(1);
  });

  test('sentences in memory train like the file that holds them', async () => {
    const [inFile, inMemory] = [
      train({ config, output: null }),
      train({
        config: {
          ...config,
          corpus: { train: sentencesOf('wire-train.conll'), dev: sentencesOf('wire-dev.conll') },
        },
        output: null,
      }),
    ];
    const [a, b] = [await inFile.result, await inMemory.result];
    expect(b.dev).toEqual(a.dev);
    expect(b.test).toBeNull();
  });

  test('a bag in memory is the bag in a folder', async () => {
    const bag = { ...config, training: { epochs: 1, bag: 2 }, threads: 2 };
    const memory = train({ config: bag, output: null });
    const output = join(folder, 'bag');
    await Promise.all([memory.result, train({ config: bag, output }).result]);
    expect(Buffer.compare(await memory.model(), readFileSync(join(output, 'model.safetensors')))).toBe(0);
  });

  test('its events can be followed by several readers, during the run and after it', async () => {
    const run = train({ config, output: null });
    const follow = async (): Promise<TrainEvent[]> => {
      const events: TrainEvent[] = [];
      for await (const event of run) events.push(event);
      return events;
    };
    const [a, b] = await Promise.all([follow(), follow()]);
    expect(a.filter(({ kind }) => kind !== 'batch').map(({ kind }) => kind)).toEqual([
      ...['note', 'note', 'note', 'note'],
      ...['begin', 'epoch', 'epoch', 'end'],
    ]);
    expect(b).toEqual(a);
    expect(await follow()).toEqual(a);
  });

  test.each([
    ['a signal', (controller: AbortController) => controller.abort()],
    ['stop', (_: AbortController, stop: () => void) => stop()],
  ])('%s ends it; in a folder it can be resumed, with the same bytes', async (_, end) => {
    const output = mkdtempSync(join(folder, 'stopped-'));
    for (const place of [null, output]) {
      const controller = new AbortController();
      const run = train({ config, output: place, signal: controller.signal });
      let epochs = 0;
      const error = await errorOf(
        (async () => {
          for await (const { kind } of run)
            if (kind === 'epoch' && ++epochs === 1) end(controller, () => run.stop());
        })(),
      );
      expect(error.code).toBe('interrupted');
      expect(epochs).toBe(1);
      expect((await errorOf(run.result)).message).toBe(error.message);
    }
    expect(existsSync(join(output, 'model.safetensors'))).toBe(false);
    const resumed = train({ output, resume: true });
    const whole = train({ config, output: null });
    expect((await resumed.result).epochs).toBe(2);
    expect(Buffer.compare(await resumed.model(), await whole.model())).toBe(0);
  });

  test('leaving the scope stops it', async () => {
    const run = train({ config, output: null });
    run[Symbol.dispose]();
    expect((await errorOf(run.result)).code).toBe('interrupted');
    const other = train({ config, output: null });
    await other[Symbol.asyncDispose]();
    expect((await errorOf(other.result)).code).toBe('interrupted');
  });

  test('a failed run that nobody awaits does not end the process', async () => {
    train({ config: { ...config, training: { epochs: 0 } }, output: null });
    await new Promise((resolve) => setTimeout(resolve, 50));
  });

  const wrongConfig = (change: object): unknown => ({ config: { ...config, ...change }, output: null });
  test.each([
    [{ config }, 'usage', /^options\.output: expected the path of a folder, or null, found undefined/],
    [
      { output: null },
      'usage',
      /^options\.config: expected an object or the path of a config file, found undefined/,
    ],
    [{ config: 5, output: null }, 'usage', /^options\.config: .*found a number \(5\)/],
    [{ config, output: 5 }, 'usage', /^options\.output: /],
    [{ config, output: null, signal: 1 }, 'usage', /^options\.signal: /],
    [{ config, output: null, ouput: 1 }, 'usage', /^options\.ouput: unknown option/],
    [undefined, 'usage', /^options: expected an object, found undefined/],
    [wrongConfig({ training: { epochs: '3' } }), 'config', /^config\.training\.epochs: found .*3/],
    [wrongConfig({ trainnig: {} }), 'config', /^config\.trainnig: unknown key/],
    [
      wrongConfig({ corpus: { train: [{ tokens: ['a'] }], dev: [{ tokens: ['a'], tags: ['O'] }] } }),
      'usage',
      /^config\.corpus\.train\[0\]\.tags: /,
    ],
    [
      wrongConfig({ corpus: { train: [{ tokens: ['a'], tags: ['O'] }, 'x'], dev: 'x' } }),
      'usage',
      /^config\.corpus\.train\[1\]: expected a sentence/,
    ],
    [{ config: '/missing.yaml', output: null }, 'config', /missing\.yaml: no such file/],
  ])('%j is an error', async (options, code, message) => {
    const error = await errorOf(train(options as never).result);
    expect(error.message).toMatch(message);
    expect(error.code).toBe(code);
  });
});
