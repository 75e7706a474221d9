import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load.js';
import { jsonSchema } from '../../src/config/schema-tree.js';
import { starter } from '../../src/config/starter.js';
import { packagePath } from '../../src/package.js';
import { captured } from './captured.js';

const folder = mkdtempSync(join(tmpdir(), 'nerwin-config-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);

/** Runs `nerwin config …` in this process. */
const config = (...args: string[]) => captured(['config', ...args]);

test('init writes the starter once, and again only with --force', async () => {
  const file = at('new.yaml');
  expect(await config('init', file)).toMatchObject({
    code: 0,
    out: '',
    notes: expect.stringContaining(`wrote ${file}`),
  });
  expect(readFileSync(file, 'utf8')).toBe(starter());
  writeFileSync(file, 'mine');
  expect(await config('init', file)).toMatchObject({
    code: 2,
    notes: expect.stringContaining('already exists'),
  });
  expect(readFileSync(file, 'utf8')).toBe('mine');
  expect((await config('init', file, '--force')).code).toBe(0);
  expect(readFileSync(file, 'utf8')).toBe(starter());
});

test('the starter has the settings of configs/first.yaml, the recommended ones', async () => {
  await config('init', at('starter.yaml'), '--force');
  const { config: starter } = loadConfig(at('starter.yaml'));
  expect(starter).toEqual(loadConfig(packagePath('configs/first.yaml')).config);
  expect(starter.features).toMatchObject({ shape: true, shape2: true, sentence: true });
});

test('init - writes to standard output only', async () => {
  expect(await config('init', '-')).toMatchObject({ code: 0, out: starter(), notes: '' });
  expect(existsSync('-')).toBe(false);
});

const names = readdirSync(packagePath('configs'))
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => file.replace('.yaml', ''));

test.each(names)('init --from %s writes a commented config with the same values', async (name) => {
  expect((await config('init', '--from', name, at('from.yaml'), '--force')).code).toBe(0);
  const { config: written } = loadConfig(at('from.yaml'));
  expect(written).toEqual(loadConfig(packagePath(`configs/${name}.yaml`)).config);
});

test('init --from an unknown name suggests the closest one and lists all', async () => {
  const { code, notes } = await config('init', '--from', 'wikigld', at('x.yaml'));
  expect(code).toBe(2);
  expect(notes).toContain("no config named 'wikigld' ships with nerwin");
  expect(notes).toContain('did you mean wikigold? available: first, news, ');
  expect(existsSync(at('x.yaml'))).toBe(false);
});

test('list names every config that ships with its use, as text and as JSON; the README has the same table', async () => {
  const { out } = await config('list', '--json');
  const entries = JSON.parse(out) as { name: string; use: string }[];
  expect(entries.map(({ name }) => name).sort()).toEqual([...names].sort());
  const { out: text } = await config('list');
  const readme = readFileSync(packagePath('README.md'), 'utf8');
  for (const { name, use } of entries) {
    expect(text).toMatch(new RegExp(`^${name} +${use.slice(0, 12)}`, 'm'));
    expect(readme).toContain(`| [${name}](configs/${name}.yaml) | ${use} |`);
  }
});

test('init into a folder that is missing, or over a folder, leaves nothing behind', async () => {
  expect(await config('init', at('none/new.yaml'))).toMatchObject({
    code: 3,
    notes: expect.stringContaining('no such file'),
  });
  mkdirSync(at('taken'));
  expect(await config('init', at('taken'), '--force')).toMatchObject({
    code: 3,
    notes: expect.stringContaining('is a directory'),
  });
  expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  expect(existsSync(at('none'))).toBe(false);
});

test('show prints what was set, as YAML and as JSON; showing that again changes nothing', async () => {
  await config('init', at('show.yaml'), '--force');
  const set = ['--set', 'training.epochs=3', '--set', 'locations=[LOC, GPE]'];
  const yaml = await config('show', at('show.yaml'), ...set);
  const json = await config('show', at('show.yaml'), ...set, '--json');
  expect(yaml).toMatchObject({ code: 0, notes: '' });
  expect(JSON.parse(json.out)).toMatchObject({ training: { epochs: 3 }, locations: ['LOC', 'GPE'] });
  writeFileSync(at('again.yaml'), yaml.out);
  writeFileSync(at('again.json'), json.out);
  expect((await config('show', at('again.yaml'))).out).toBe(yaml.out);
  expect((await config('show', at('again.json'))).out).toBe(yaml.out);
});

test('show exits with code 2 and prints no config if there are faults', async () => {
  await config('init', at('fault.yaml'), '--force');
  const { code, out, notes } = await config(
    'show',
    at('fault.yaml'),
    '--set',
    'kernel=gpu',
    '--set',
    'sed=1',
  );
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(notes).toContain('--set kernel=gpu: found "gpu", expected auto, loops or simd');
  expect(notes).toContain('--set sed=1: unknown key, did you mean seed?');
  expect(notes).toContain('hint:');
});

test('schema prints the JSON Schema', async () => {
  const { code, out } = await config('schema');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual(jsonSchema());
});

test('an unknown action and a missing file name are usage faults', async () => {
  expect(await config('shw', 'x')).toMatchObject({
    code: 2,
    notes: expect.stringContaining('did you mean show?'),
  });
  expect(await config('show')).toMatchObject({
    code: 2,
    notes: expect.stringContaining("missing required argument 'file'"),
  });
});

test('help goes to standard output with exit code 0', async () => {
  expect(await config()).toMatchObject({ code: 0, notes: '', out: expect.stringContaining('Commands:') });
  expect(await config('show', '--help')).toMatchObject({
    code: 0,
    out: expect.stringContaining('--set <key=value>'),
  });
});

test('show warns on standard error about a setting that is a trap, and still prints the config', async () => {
  await config('init', at('trap.yaml'), '--force');
  const { code, out, notes } = await config('show', at('trap.yaml'), '--set', 'corruption.strategy=sentence');
  expect(code).toBe(0);
  expect(notes).toMatch(/^warning: corruption\.strategy sentence: with this strategy alone, .*\n$/);
  expect(out).toContain('strategy: sentence');
  expect((await config('show', at('trap.yaml'))).notes).toBe('');
});
