/** The shipped model is trained again from corpora and an installation that lie in different places. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { builtPath } from '../../src/built.js';
import { packagePath } from '../../src/package.js';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'nerwin-places-')));
afterAll(() => rmSync(folder, { recursive: true }));

/** Shortens training; plain files, globs and sources alternate, some of them shipped. */
const settings = [
  'corpus.train=["zeta/part-*.conll", "shipped/wire-*.conll", { files: "shipped/dev.conll", weight: 2 }, alpha/train.conll]',
  'corpus.dev=[zeta/dev.conll, shipped/dev.conll]',
  'training.epochs=1',
  'training.averaging.from=1',
  'training.bag=2',
  'model.hidden=8',
  'vectors.keep=5000',
];

/** Installs nerwin and the corpora below `place`, trains the shipped model there, and returns what must be equal. */
function trainedIn(place: string, nerwin: string, corpora: string): Record<string, Buffer> {
  const [home, texts, work] = [join(place, nerwin), join(place, corpora), join(place, 'work')];
  for (const path of [home, join(texts, 'zeta'), join(texts, 'alpha'), work])
    mkdirSync(path, { recursive: true });
  cpSync(builtPath('.'), join(home, 'dist'), { recursive: true });
  for (const name of ['data', 'configs', 'package.json'])
    cpSync(packagePath(name), join(home, name), { recursive: true });
  symlinkSync(packagePath('node_modules'), join(home, 'node_modules'), 'junction');
  const copy = (from: string, to: string) => cpSync(packagePath(`data/corpus/${from}`), join(texts, to));
  copy('test.conll', 'zeta/part-b.conll');
  copy('dev.conll', 'zeta/part-a.conll');
  copy('test.conll', 'zeta/dev.conll');
  copy('dev.conll', 'alpha/train.conll');
  const sets = [`corpus.root=${texts}`, ...settings].flatMap((setting) => ['--set', setting]);
  const { status, stderr } = spawnSync(process.execPath, [join(home, 'dist/bin/model.js'), ...sets], {
    cwd: work,
    encoding: 'utf8',
  });
  expect(`${status} ${stderr}`).toMatch(/^0 /);
  const run = join(work, 'runs/default-model');
  const names = ['model.safetensors', 'metrics.jsonl', 'checkpoint.safetensors'];
  const paths = [
    ...[...names, 'members/2/metrics.jsonl', 'members/2/checkpoint.safetensors'].map((name) =>
      join(run, name),
    ),
    join(home, 'data/model/default.safetensors'),
  ];
  return Object.fromEntries(
    paths.map((path) => [path.slice(path.lastIndexOf('/nerwin') + 1), readFileSync(path)]),
  );
}

test('the model, metrics and checkpoints are the same bytes, wherever nerwin and the corpora are', {
  timeout: 180_000,
}, () => {
  const one = trainedIn(join(folder, 'a'), 'a/nerwin', 'z/corpora');
  const other = trainedIn(join(folder, 'b (1) é'), 'y/apps [x]/nerwin', 'b/c/d');
  const [names, otherNames] = [one, other].map((files) => Object.values(files));
  expect(names.length).toBe(6);
  for (const [k, bytes] of names.entries())
    expect(bytes.equals(otherNames[k]), Object.keys(one)[k]).toBe(true);
  expect(names[0].equals(names[5])).toBe(true); // the new shipped model is the one that was trained
});
