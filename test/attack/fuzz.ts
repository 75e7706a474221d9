/**
 * @file Gives every reader damaged input: `npm run attack -- fuzz [inputs] [seed] [file …]`. Commands run in this process. A
 * finding is an exit code or an error that is not documented, a stack, NaN as a result, or more than ten seconds.
 * A model or checkpoint with one changed bit must be refused, or give the results of the whole one.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { NerwinError } from '../../src/error.js';
import { readTensors } from '../../src/model/safetensors.js';
import { Random } from '../../src/random.js';
import { Checkpoint } from '../../src/training/checkpoint.js';
import { type Captured, captured } from '../cli/captured.js';
import { isBug } from './command.js';
import { damaged, flipped } from './mutations.js';
import { writeTiny } from './tiny.js';

const [inputs = 25_000, seed = 1] = process.argv.slice(2, 4).map(Number);
const only = process.argv.slice(4);
const random = Random.seeded(seed);
const folder = mkdtempSync(join(tmpdir(), 'nerwin-fuzz-'));
const at = (...names: string[]): string => join(folder, ...names);
const slowest = 10_000; // milliseconds

const config = writeTiny(folder);
await mustWork(['train', '--config', config, '--output', at('run'), '--quiet']);
await mustWork(['train', '--config', config, '--output', at('other'), '--quiet', '--seed', '2']);
await mustWork(['compare', at('run'), '--golden', at('golden.json'), '--update']);
await mustWork([
  'eval',
  '-m',
  at('run'),
  '--corpus',
  at('corpus.conll'),
  '--predictions',
  at('predictions.txt'),
]);
for (const [format, name] of [
  ['word2vec', 'vectors.bin'],
  ['nerwin', 'vectors.nwv'],
]) {
  await mustWork(['vectors', 'convert', at('vectors.txt'), at(name), '--to', format]);
}
const corpora = [
  'conllu',
  'jsonl',
  'doccano',
  'label-studio',
  'prodigy',
  'spacy',
  'huggingface',
  'gate',
  'xml',
  'csv',
  'html',
  'docbin',
  'geojson',
];
for (const format of corpora)
  await mustWork([
    'corpus',
    'convert',
    at('corpus.conll'),
    '--to',
    format,
    '-o',
    at(`corpus.${extensionOf(format)}`),
  ]);

function extensionOf(format: string): string {
  return (
    { csv: 'csv', html: 'html', xml: 'xml', gate: 'gate.xml', conllu: 'conllu', docbin: 'spacy' }[format] ??
    `${format}.jsonl`
  );
}

interface Target {
  readonly file: string;
  /** Where the damaged copy is written, if it must lie beside other files. */
  readonly to?: string;
  /** The commands that read the damaged file at `path`. */
  readonly commands: readonly ((path: string) => string[])[];
}

const sweep = ['sweep', '--config', config, '--grid', 'model.hidden=3,4', '--set', 'training.epochs=1'];
await mustWork([...sweep, '--output', at('sweep'), '--quiet']);
await mustWork([...['train', '--config', config, '--folds', '2'], '--output', at('folds'), '--quiet']);
await mustWork(['export', '-m', at('run'), '--onnx', at('model.onnx'), '--npz', at('model.npz')]);
const shards = ['a.conll', 'b.conll'];
for (const name of shards) cpSync(at('corpus.conll'), at(name));
for (const k of shards.keys()) {
  const files = shards.map((one) => at(one));
  const args = ['eval', '-m', at('run'), '--corpus', ...files, '--shard', `${k + 1}/2`, '--save'];
  await mustWork([...args, at(`shard-${k + 1}.jsonl`)]);
}
const written: Readonly<Record<string, string>> = {
  'rasa.json':
    '{"rasa_nlu_data":{"common_examples":[{"text":"we left Paris today","intent":"go","entities":[{"start":8,"end":13,"value":"Paris","entity":"LOC"}]},{"text":"Rome is big","entities":[{"start":0,"end":4,"value":"Rome","entity":"LOC"}]}]}}',
  'rasa.yml':
    'version: "3.1"\nnlu:\n- intent: go\n  examples: |\n    - we left [Paris](LOC)\n    - to [Rome](LOC)\n',
  'tacred.json':
    '[{"id":"1","token":["Anna","left","Paris"],"subj_start":0,"subj_end":0,"obj_start":2,"obj_end":2,"subj_type":"PERSON","obj_type":"LOCATION","relation":"x"}]',
  'gliner.json':
    '[{"tokenized_text":["we","left","Paris","."],"ner":[[2,2,"LOC"]]},{"tokenized_text":["Rome","is","big"],"ner":[[0,0,"LOC"]]}]',
  'words.txt': 'we/O left/O Paris/B-LOC ./O\nRome/B-LOC is/O big/O\n',
  'bars.txt': 'we|PRP|O left|VBD|O Paris|NNP|B-LOC\nRome|NNP|B-LOC is|VBZ|O\n',
  'gates.yaml':
    'directions: { regret: lower }\nignore: [config.seed]\ngates:\n- { metric: loss, at: best, worse-by: 5 % }\n- { metric: dev.entity.f1, at: epoch=2, min: 0.1, atol: 0.5, rtol: 0.1, fail-on: worse }\n',
  'brat/doc.ann':
    'T1\tLOC 8 13\tParis\nT2\tLOC 17 21\tRome\n#1\tAnnotatorNotes T1\tx\nR1\tnear Arg1:T1 Arg2:T2\n',
  'brat/doc.txt': 'We left Paris to Rome .\n',
  'places.txt': 'Paris\nNew York\nSt. John\u2019s\n',
  lock: '{"host":"h","space":"","boot":"","pid":7,"started":"5"} 00000000-0000-4000-8000-000000000000\n',
};
for (const [name, text] of Object.entries(written)) {
  mkdirSync(dirname(at(name)), { recursive: true });
  writeFileSync(at(name), text);
}
for (const name of ['run', 'sweep', 'folds', 'brat'])
  cpSync(at(name), at(`damaged-${name}`), { recursive: true });
/** Commands about a file of a folder, of which there is a copy with only this file damaged. */
const inside = (folder: string, name: string, ...commands: string[][]): Target => ({
  file: join(folder, name),
  to: join(`damaged-${folder}`, name),
  commands: commands.map((args) => () => args),
});
const resume = ['train', '--resume', '--output', at('damaged-run'), '--quiet'];

const corpus = (file: string): Target => ({
  file,
  commands: [(path) => ['corpus', 'stats', path], (path) => ['eval', '-m', at('run'), '--corpus', path]],
});

const targets: readonly Target[] = [
  { file: 'config.yaml', commands: [(path) => ['config', 'show', path]] },
  corpus('corpus.conll'),
  ...corpora.map((format) => corpus(`corpus.${extensionOf(format)}`)),
  ...['vectors.txt', 'vectors.bin', 'vectors.nwv'].map((file) => ({
    file,
    commands: [
      (path: string) => ['vectors', 'info', path],
      (path: string) => ['vectors', 'nearest', path, 'Paris'],
    ],
  })),
  {
    file: 'run/model.safetensors',
    commands: [
      (path) => ['tag', '-m', path, '--json', 'We left Paris .'],
      (path) => ['model', 'verify', path],
      (path) => ['model', 'info', path],
    ],
  },
  { file: 'run/metrics.jsonl', commands: [(path) => ['compare', path, '--baseline', at('other')]] },
  { file: 'golden.json', commands: [(path) => ['compare', at('run'), '--golden', path]] },
  { file: 'predictions.txt', commands: [(path) => ['eval', '--tagged', path]] },
  { file: 'points.csv', commands: [(path) => ['boundary', path, '--epochs', '3']] },
  ...Object.keys(written)
    .filter((name) => /^(rasa|tacred|gliner|words|bars)/.test(name))
    .map(corpus),
  corpus('model.onnx'),
  corpus('model.npz'),
  ...['model.onnx', 'model.npz'].map((file) => ({
    file,
    commands: [(path: string) => ['vectors', 'info', path], (path: string) => ['model', 'info', path]],
  })),
  {
    file: 'shard-1.jsonl',
    commands: [(path) => ['eval', '-m', at('run'), '--merge', path, at('shard-2.jsonl')]],
  },
  {
    file: 'gates.yaml',
    commands: [(path) => ['compare', at('run'), '--baseline', at('other'), '--gates', path]],
  },
  {
    file: 'places.txt',
    commands: [
      (path) => ['gradcheck', '-c', config, '--set', `features.gazetteers=[{ file: ${path}, name: x }]`],
    ],
  },
  inside('brat', 'doc.ann', ['corpus', 'stats', at('damaged-brat', 'doc.ann')]),
  inside('brat', 'doc.txt', ['corpus', 'stats', at('damaged-brat', 'doc.ann')]),
  inside(
    'sweep',
    'sweep.json',
    ['sweep', '--collect', '--output', at('damaged-sweep')],
    [...[...sweep, '--resume', '--quiet', '--output', at('damaged-sweep')]],
  ),
  inside('sweep', '.nerwin-files.json', ['sweep', '--collect', '--output', at('damaged-sweep')]),
  inside('sweep', 'sweep-report.json', ['report', at('damaged-sweep')]),
  inside('sweep', 'run-001/report.json', ['sweep', '--collect', '--output', at('damaged-sweep')]),
  inside('folds', 'folds.json', ['report', at('damaged-folds')]),
  inside('run', 'report.json', ['report', at('damaged-run')], ['compare', at('damaged-run'), at('other')]),
  inside('run', 'manifest.json', ['report', at('damaged-run')], resume),
  inside('run', 'config.yaml', resume, ['compare', at('damaged-run'), at('other')]),
  inside('run', 'metrics.jsonl', resume),
  inside('run', 'timings.jsonl', resume),
  inside('run', 'environment.json', ['compare', at('damaged-run'), at('other')]),
  { file: 'lock', to: 'damaged-run/lock', commands: [() => ['report', at('damaged-run')]] },
  {
    file: 'expression.txt',
    commands: [(path) => ['graph', readFileSync(path, 'utf8'), '--at', 'x=1,y=2,u=[1,2],z=0.5', '--check']],
  },
];
writeFileSync(at('points.csv'), 'x,y,label\n1,2,a\n-1,0.5,b\n0,1,a\n2,-1,b\n');
writeFileSync(
  at('expression.txt'),
  'max(0, 1 - sigmoid(x * y) + tanh(z) ^ 2) / (x + exp(y)) + dot(u, relu(u)) - log(x)',
);

const findings = new Map<string, number>();
const codes = new Map<number, number>();

function report(what: string): void {
  const known = findings.get(what);
  if (known === undefined) console.log(what);
  findings.set(what, (known ?? 0) + 1);
}

async function mustWork(args: readonly string[]): Promise<void> {
  const { code, notes } = await captured(args);
  if (code !== 0) throw new Error(`${args.join(' ')}: ${notes}`);
}

async function run(args: readonly string[], file: string): Promise<Captured | undefined> {
  const started = performance.now();
  let result: Captured | undefined;
  try {
    result = await captured(args);
    codes.set(result.code, (codes.get(result.code) ?? 0) + 1);
    if (isBug({ code: result.code, err: result.notes }))
      report(`${args[0]} of ${file}: ${result.notes.slice(0, 400)}`);
    const isError = result.code === 2 || result.code === 3;
    if (isError && !/^nerwin: .*\n(.*\n)*? {2}hint: /m.test(result.notes))
      report(`${args[0]} of ${file}: no hint: ${result.notes.slice(0, 200)}`);
  } catch (error) {
    report(`${args[0]} of ${file}: throws ${error}`);
  }
  const milliseconds = performance.now() - started;
  if (milliseconds > slowest) report(`${args[0]} of ${file}: took ${Math.round(milliseconds / 1000)} s`);
  return result;
}

const isNan = /NaN ?%|[:=] ?NaN/;
let tried = 0;
let kept = 0; // findings whose input is kept
mkdirSync(at('damaged'));
const told = performance.now();
while (tried < inputs) {
  for (const { file, to, commands } of targets) {
    if (only.length > 0 && !only.includes(file)) continue;
    const whole = readFileSync(at(file));
    const other = readFileSync(at(targets[random.below(targets.length)].file));
    const bytes = damaged(whole, other, random);
    const path = to === undefined ? at('damaged', file.replaceAll('/', '-')) : at(to);
    writeFileSync(path, bytes);
    for (const command of commands) {
      const args = command(path);
      const result = await run(args, file);
      if (result?.code === 0 && isNan.test(result.out) && !bytes.includes('NaN'))
        report(`${args[0]} of ${file}: NaN: ${isNan.exec(result.out)}`);
      if (findings.size > 0 && findings.size < 40) keep(path, file);
      if (to !== undefined && !existsSync(path)) break; // a command replaced or removed it
    }
    if (to !== undefined) repair(to);
    tried++;
  }
  if (tried % 1000 < (only.length || targets.length))
    console.log(
      `${tried} inputs, ${findings.size} findings, ${Math.round((performance.now() - told) / 1000)} s`,
    );
}

/** Puts the whole files back into the folder of `to`. */
function repair(to: string): void {
  const [folder] = to.split('/');
  rmSync(at(folder), { recursive: true });
  cpSync(at(folder.replace('damaged-', '')), at(folder), { recursive: true });
}

/** Keeps the input of the latest finding, to look at it. */
function keep(path: string, file: string): void {
  const total = [...findings.values()].reduce((sum, count) => sum + count, 0);
  if (total === kept) return;
  kept = total;
  mkdirSync(join(tmpdir(), 'nerwin-fuzz-findings'), { recursive: true });
  writeFileSync(
    join(tmpdir(), 'nerwin-fuzz-findings', `${total}-${file.replaceAll('/', '-')}`),
    existsSync(path) ? readFileSync(path) : '',
  );
}

const sentence = (path: string): string[] => [
  'tag',
  '-m',
  path,
  '--json',
  '--scores',
  'full',
  'We left Paris for Rome .',
];
const modelBytes = readFileSync(at('run/model.safetensors'));
const right = await captured(sentence(at('run/model.safetensors')));
const flips = { models: 0, refusedModels: 0, checkpoints: 0, refusedCheckpoints: 0 };
const flippedFile = at('flipped.safetensors');
const modelFlips = only.length > 0 ? 0 : Math.min(1700, inputs);
for (; flips.models < modelFlips; flips.models++) {
  writeFileSync(flippedFile, flipped(modelBytes, random));
  const { code, out } = await captured(sentence(flippedFile));
  if (code === 3) flips.refusedModels++;
  else if (code !== 0 || out !== right.out)
    report(`a model with one changed bit gives other results (exit ${code})`);
}
const checkpoint = at('run/checkpoint.safetensors');
const checkpointBytes = readFileSync(checkpoint);
const state = readTensors(checkpoint, 'model');
const { fingerprint } = JSON.parse(state.metadata.checkpoint ?? '{}');
const checkpointFlips = only.length > 0 ? 0 : Math.min(400, inputs);
for (; flips.checkpoints < checkpointFlips; flips.checkpoints++) {
  writeFileSync(flippedFile, flipped(checkpointBytes, random));
  try {
    new Checkpoint(flippedFile, fingerprint);
    if (!isDeepStrictEqual(readTensors(flippedFile, 'model'), state))
      report('a checkpoint with one changed bit is read');
  } catch (error) {
    if (error instanceof NerwinError) flips.refusedCheckpoints++;
    else report(`a checkpoint with one changed bit: ${error}`);
  }
}

rmSync(folder, { recursive: true });
console.log(
  [...codes]
    .sort()
    .map(([code, count]) => `exit ${code}: ${count}`)
    .join(', '),
);
console.log(`${flips.models} flips in models, ${flips.refusedModels} refused, the others without effect`);
console.log(
  `${flips.checkpoints} flips in checkpoints, ${flips.refusedCheckpoints} refused, the others without effect`,
);
for (const [finding, count] of findings) console.log(`${count} × ${finding}`);
console.log(`${tried} damaged inputs: ${findings.size} findings`);
process.exitCode = findings.size > 0 ? 1 : 0;
