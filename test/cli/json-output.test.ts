/** What every command prints with `--json` has a JSON Schema in configs/, and fits it, with nothing that the schema does not name. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { commands } from '../../src/cli/commands.js';
import { processTerminal } from '../../src/cli/terminal.js';
import { packagePath } from '../../src/package.js';
import { jsonSchemas, schemaFile } from '../json-schemas.js';
import { everything, plain, writeToyModel } from '../tagging/toy-model.js';
import { captured } from './captured.js';

vi.setConfig({ testTimeout: 300_000 });

const folder = mkdtempSync(join(tmpdir(), 'nerwin-json-output-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);
const corpus = 'Hilton B-PER\nis O\nin O\nParis B-LOC\n. O\n\nmuseums O\nin O\nRome B-LOC\nare O\n\n';

beforeAll(async () => {
  writeToyModel(at('plain.safetensors'), { features: plain });
  writeToyModel(at('model.safetensors'), { features: everything, gazetteers: true });
  writeFileSync(at('vectors.txt'), 'the 0.5 1\nof -1 2\nparis 3 4\nin 1 1\nrome 3 4.5\n');
  writeFileSync(at('dev.conll'), corpus.repeat(5));
  writeFileSync(at('more.conll'), corpus);
  writeFileSync(at('tagged.txt'), 'a B-LOC B-LOC\nb I-LOC O\nc O I-ORG\n');
  writeFileSync(at('points.csv'), '0,0,a\n1,1,b\n0,1,a\n1,0,b\n');
  writeFileSync(
    at('run.yaml'),
    'corpus: { train: dev.conll, dev: dev.conll, test: dev.conll }\nvectors: { file: vectors.txt }\ntraining: { epochs: 2 }\n',
  );
  writeFileSync(at('softmax.yaml'), `${readFileSync(at('run.yaml'), 'utf8')}model: { kind: softmax }\n`);
  for (const name of ['a', 'b'])
    writeFileSync(
      at(`${name}.jsonl`),
      `{"epoch":1,"loss":0.5}\n{"epoch":2,"loss":${name === 'a' ? 'NaN' : 1}}\n`,
    );
  mkdirSync(at('runs'));
  const trained = await captured(['train', '-c', at('softmax.yaml'), '-o', at('runs/softmax'), '-q']);
  expect(trained.notes).toBe('');
});

/** The schema of a command that is not in configs/schemas, by its name in configs. */
const others = new Map([
  ['tag', 'tag-record.schema.json'],
  ['config show', 'nerwin.schema.json'],
]);

/** Command lines for each command with --json, in the folder; the first word that begins with - ends its name. */
const lines: readonly (readonly string[])[] = [
  ['tag', '-m', at('model.safetensors'), 'In Paris .'],
  ['tag', '--scores', 'full', '--offsets', 'byte', '-m', at('plain.safetensors'), 'In Zürich .'],
  ['train', '-c', at('run.yaml'), '-o', at('runs/one'), '-q'],
  ['train', '-c', at('run.yaml'), '-o', at('runs/bag'), '-q', '--bag', '2'],
  ['train', '-c', at('run.yaml'), '-o', at('runs/repeat'), '-q', '--repeat', '2'],
  ['sweep', '-c', at('run.yaml'), '-o', at('runs/sweep'), '-q', '--grid', 'seed=1,2'],
  ['train', '-c', at('run.yaml'), '-o', at('runs/folds'), '-q', '--folds', '2'],
  ['train', '-c', at('run.yaml'), '-o', at('runs/sizes'), '-q', '--sizes', '50%,100%'],
  ['eval', '-m', at('model.safetensors'), '--corpus', at('dev.conll')],
  ['eval', '-m', at('plain.safetensors'), '--corpus', at('dev.conll'), '--against', at('model.safetensors')],
  ['eval', '-m', at('runs/softmax'), '--corpus', at('dev.conll')],
  ['eval', '-m', at('model.safetensors'), '--corpus', at('dev.conll'), '--by', 'file'],
  ['eval', '-m', at('model.safetensors'), '--corpus', at('dev.conll'), '--corpus', at('more.conll')],
  ['eval', '--tagged', at('tagged.txt')],
  ['report', at('runs/one'), at('runs/bag'), at('runs/softmax'), at('runs/folds/fold-1')],
  ['threshold', '-m', at('plain.safetensors'), '--value', '1', '-o', at('moved.safetensors')],
  [
    'threshold',
    '-m',
    at('plain.safetensors'),
    '--f-beta',
    '1',
    '--corpus',
    at('dev.conll'),
    '-o',
    at('m3.safetensors'),
  ],
  ['corpus check', at('dev.conll'), at('more.conll'), '--vectors', at('vectors.txt')],
  ['corpus dedupe', at('dev.conll'), '-o', at('deduped.conll')],
  ['corpus sample', at('dev.conll'), '--size', '2', '-o', at('sample.conll')],
  ['corpus split', at('dev.conll'), '-o', at('parts')],
  ['corpus stats', at('dev.conll')],
  ['corpus convert', at('dev.conll'), '--to', 'csv', '-o', at('dev.csv')],
  ['merge', at('plain.safetensors'), at('plain.safetensors'), '-o', at('merged.safetensors')],
  [
    'merge',
    at('plain.safetensors'),
    at('plain.safetensors'),
    '-o',
    at('m2.safetensors'),
    '--dev',
    at('dev.conll'),
  ],
  ['model info', at('model.safetensors')],
  ['model info', at('runs/one')],
  ['model info', at('runs/bag')],
  ['model info'],
  ['model strip', at('model.safetensors'), '-o', at('stripped.safetensors')],
  ['model verify', at('model.safetensors')],
  ['config list'],
  ['config show', at('run.yaml')],
  ['compare', at('runs/one'), at('runs/bag')],
  ['compare', at('runs/one'), at('runs/repeat'), '--metric', 'loss,dev.entity.f1'],
  ['compare', at('runs/one'), '--baseline', at('runs/repeat'), '--metric', 'dev.entity.f1'],
  ['compare', at('a.jsonl'), at('b.jsonl')],
  ['compare', at('runs/one'), at('runs/softmax')],
  ['gradcheck', '--size', 'toy', '--plant', 'W[3,7]'],
  ['explain', '-m', at('model.safetensors'), 'In Paris .'],
  ['explain', '-m', at('runs/softmax'), 'In Paris .', '--word', 'In'],
  ['graph', '(x+y)*max(y,z)', '--at', 'x=1,y=2,z=0'],
  ['graph', 'u @ tanh(W @ x)', '--at', 'W=[[1,2],[0,1]],x=[1,-1],u=[1,2]', '--check'],
  ['graph', 'max(x, y)', '--at', 'x=1,y=1', '--check'],
  ['boundary', '--set', 'circles', '--points', '20', '--epochs', '5'],
  ['boundary', at('points.csv'), '--epochs', '5', '--activation', 'identity'],
  ['vectors info', at('vectors.txt')],
  ['vectors info', at('model.safetensors')],
  ['vectors prune', at('vectors.txt'), at('pruned.nwv'), '--words', '2'],
  ['vectors convert', at('vectors.txt'), at('out.bin')],
  ['vectors convert', at('vectors.txt'), at('out.nwv')],
  ['vectors nearest', at('vectors.txt'), 'paris'],
  ['vectors coverage', at('vectors.txt'), at('dev.conll')],
  ['bench', '-m', at('plain.safetensors'), '--seconds', '1'],
];

/** The names of all commands that have the option --json. */
async function withJson(): Promise<string[]> {
  const io = await processTerminal(false);
  const names = (command: Command, name: string): string[] => [
    ...(command.options.some(({ long }) => long === '--json') ? [name] : []),
    ...command.commands.flatMap((below) => names(below, `${name} ${below.name()}`)),
  ];
  const found = await Promise.all(commands.map(async (entry) => names(await entry.syntax(io), entry.name)));
  return found.flat();
}

const ajv = new Ajv({ strict: true, allowUnionTypes: true });
const schemaOf = (path: string) => JSON.parse(readFileSync(packagePath(`configs/${path}`), 'utf8'));

function validator(command: string): ValidateFunction {
  const other = others.get(command);
  if (other !== undefined) return new Ajv2020({ strict: false }).compile(schemaOf(other));
  return ajv.compile(schemaOf(`schemas/${schemaFile(command)}`));
}

describe('every command with --json', () => {
  test('is run here', async () => {
    const run = new Set(lines.map(([name]) => name));
    expect([...run].sort()).toEqual((await withJson()).sort());
  });

  test.each(lines.map((line) => [line.join(' ').replaceAll(`${folder}/`, ''), line] as const))(
    '%s',
    async (_title, [name, ...args]) => {
      const { out, notes } = await captured([...name.split(' '), ...args, '--json']);
      const objects = name === 'config show' ? [out] : out.split('\n').slice(0, -1);
      expect(objects.length, notes).toBeGreaterThan(0);
      const validate = validator(name);
      for (const object of objects) {
        validate(JSON.parse(object));
        expect(validate.errors ?? []).toEqual([]);
      }
    },
  );

  test.each(['metrics', 'timings'])('the lines of %s.jsonl', (name) => {
    const validate = validator(name);
    const rows = readFileSync(at(`runs/one/${name}.jsonl`), 'utf8')
      .trimEnd()
      .split('\n');
    expect(rows).toHaveLength(2);
    for (const row of rows) expect(validate(JSON.parse(row)), row).toBe(true);
  });
});

test.each([
  ['report', 'one/report.json'],
  ['report', 'bag/report.json'],
  ['report', 'softmax/report.json'],
  ['report', 'repeat/seed-1/report.json'],
  ['report', 'sizes/size-50/report.json'],
  ['report', 'sweep/run-002/report.json'],
  ['sweep', 'sweep/sweep-report.json'],
  ['train', 'folds/folds.json'],
])('the schema %s describes %s', (name, file) => {
  const validate = validator(name);
  validate(JSON.parse(readFileSync(at(`runs/${file}`), 'utf8')));
  expect(validate.errors ?? []).toEqual([]);
});

test('the report of an evaluation in shards is what eval prints', async () => {
  const corpus = ['-m', at('model.safetensors'), '--corpus', at('dev.conll')];
  await captured(['eval', ...corpus, '--shard', '1/1', '--save', at('shard.jsonl')]);
  const merged = ['--merge', at('shard.jsonl'), '-m', at('model.safetensors'), '-o', at('merged-report')];
  const { code, out } = await captured(['report', ...merged, '--json']);
  expect(code).toBe(0);
  expect(readFileSync(at('merged-report/report.json'), 'utf8')).toBe(out);
  const validate = validator('eval');
  validate(JSON.parse(out));
  expect(validate.errors ?? []).toEqual([]);
});

test('learning-curve.json is what train prints, without the runs', () => {
  const value = JSON.parse(readFileSync(at('runs/sizes/learning-curve.json'), 'utf8'));
  const { definitions } = schemaOf('schemas/train.schema.json');
  const required = definitions.SizedRuns.required.filter((key: string) => key !== 'runs');
  const validate = ajv.compile({ ...definitions.SizedRuns, required, definitions });
  validate(value);
  expect(validate.errors ?? []).toEqual([]);
});

describe('the schemas', () => {
  const schemas = jsonSchemas();

  test('are up to date: run `npm run schemas`', () => {
    const written = readdirSync(packagePath('configs/schemas'));
    expect(written.sort()).toEqual([...schemas.keys()].sort());
    for (const [file, text] of schemas)
      expect(readFileSync(packagePath(`configs/schemas/${file}`), 'utf8'), file).toBe(text);
  });

  test('allow no key that they do not name; where keys are names of types or variables, they describe the values', () => {
    const open: string[] = [];
    const visit = (value: unknown, path: readonly string[]): void => {
      if (typeof value !== 'object' || value === null) return;
      const { type, properties, additionalProperties: others } = value as Record<string, unknown>;
      const describes = typeof others === 'object' && others !== null && Object.keys(others).length > 0;
      if (type === 'object' && others !== false && (properties !== undefined || !describes))
        open.push(path.filter((key) => key !== 'properties' && key !== 'definitions').join('/'));
      for (const [key, item] of Object.entries(value)) visit(item, [...path, key]);
    };
    for (const [file, text] of schemas) visit(JSON.parse(text), [file.replace('.schema.json', '')]);
    expect(open.sort()).toEqual(['model-info/config', 'report/config', 'sweep/SweepRow/settings']); // the settings of any earlier version
  });
});
