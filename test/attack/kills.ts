/**
 * @file Kills `nerwin train` and `nerwin sweep` at random moments: `npm run attack -- kills [kills] [seed] [kind …]`.
 *
 * A trial starts a training (plain, a bag, `--overwrite` of an earlier run, or a series of runs), kills it, resumes it,
 * kills it again, and so on, until one process ends by itself. After every kill, the earlier run and files of others must
 * be there; at the end, the files must be those of a training that nobody disturbed.
 */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Random } from '../../src/random.js';
import { command, isBug, type Outcome } from './command.js';
import { writeTiny } from './tiny.js';

const [wanted = 400, seed = 1] = process.argv.slice(2, 4).map(Number);
const only = process.argv.slice(4);
const random = Random.seeded(seed);
const folder = mkdtempSync(join(tmpdir(), 'nerwin-kills-'));
const config = writeTiny(folder);

/** Files whose bytes may not depend on kills. */
const exact = ['model.safetensors', 'metrics.jsonl', 'config.yaml', 'checkpoint.safetensors'];
/** The arguments of each kind of training besides its config and its folder. */
const kinds = {
  train: ['train'],
  bag: ['train', '--bag', '2'],
  overwrite: ['train'],
  folds: ['train', '--folds', '2'],
  sizes: ['train', '--sizes', '50%,100%'],
  repeat: ['train', '--repeat', '2'],
  sweep: ['sweep', '--grid', 'model.hidden=3,4'],
} as const;
type Kind = keyof typeof kinds;
/** Series have no config in their folder: they go on with the same command and --resume. */
const isSeries = (kind: Kind): boolean => ['folds', 'sizes', 'repeat', 'sweep'].includes(kind);
const attacked = (Object.keys(kinds) as Kind[]).filter((kind) => only.length === 0 || only.includes(kind));

/** All trials use the same folder: the configs of series hold its path. */
const run = join(folder, 'run');
/** Files that no run wrote. */
const strangers = ['notes.txt', 'members/alice.txt', 'earlier/d.txt'];

const findings: string[] = [];
const counts = { kills: 0, early: 0, processes: 0, trials: 0 };
const exits = new Map<string, number>();

const train = (run: string, kind: Kind, more: readonly string[]): string[] => [
  ...[...kinds[kind], '--output', run, '--quiet', ...more.slice(0, 1)],
  ...(more[0] === '--resume' && more.length === 1 && !isSeries(kind) ? [] : ['--config', config]),
];

/** The reports of series, apart from times; other reports hold times throughout. */
const summaries = /^(folds|learning-curve|sweep-report|sweep)\.(json|md|html)$/;

/** All files of a run or a series by their paths: the bytes that must be equal, or only that a file is there. */
function exactFiles(run: string): Map<string, string> {
  const names = readdirSync(run, { recursive: true, encoding: 'utf8' });
  return new Map(
    names
      .filter((name) => !strangers.includes(name) && !name.startsWith('earlier'))
      .filter((name) => statSync(join(run, name)).isFile())
      .map((name) => {
        const bytes = readFileSync(join(run, name));
        if (exact.includes(basename(name)) || /^folds\//.test(name)) return [name, bytes.toString('base64')];
        return [name, summaries.test(basename(name)) ? withoutTimes(bytes.toString()) : 'there'];
      }),
  );
}

const withoutTimes = (text: string): string =>
  text.replace(/"(seconds|preparing|mining|steps|judging|finishing)": [\d.e+-]+/g, '"$1": 0');

async function undisturbed(kind: Kind): Promise<{ files: Map<string, string>; seconds: number }> {
  const outcome = await command(train(run, kind, []));
  if (outcome.code !== 0) throw new Error(outcome.err);
  const files = exactFiles(run);
  rmSync(run, { recursive: true });
  return { files, seconds: outcome.seconds };
}

const whole = new Map<Kind, Awaited<ReturnType<typeof undisturbed>>>();
for (const kind of attacked) whole.set(kind, await undisturbed(kind));
const earlier = join(folder, 'earlier-run');
if ((await command([...train(earlier, 'train', []), '--seed', '9'])).code !== 0)
  throw new Error('no earlier run');
const earlierModel = readFileSync(join(earlier, 'model.safetensors'));

function check(where: string, run: string, outcome: Outcome, hasStrangers: boolean): void {
  if (outcome.hangs) findings.push(`${where}: hangs`);
  if (isBug(outcome)) findings.push(`${where}: ${outcome.err}`);
  if (!hasStrangers) return;
  for (const name of strangers) if (!existsSync(join(run, name))) findings.push(`${where}: lost ${name}`);
}

function checkEarlier(where: string, run: string, isNewWhole: boolean): void {
  const kept = ['.', 'earlier', 'earlier-2', 'earlier-3'].some((place) => {
    const model = join(run, place, 'model.safetensors');
    return existsSync(model) && readFileSync(model).equals(earlierModel);
  });
  if (!kept && !isNewWhole) findings.push(`${where}: the earlier model is gone`);
}

/** True if the folder still holds the earlier run and not the new one. */
function isEarlier(run: string): boolean {
  const [own, other] = [run, earlier].map((place) => join(place, 'config.yaml'));
  return existsSync(own) && readFileSync(own).equals(readFileSync(other));
}

async function trial(kind: Kind): Promise<void> {
  const expected = whole.get(kind);
  if (!expected) throw new Error(`${kind} is not attacked`);
  counts.trials++;
  if (kind === 'overwrite') cpSync(earlier, run, { recursive: true });
  let isStarted = kind === 'overwrite';
  const begin = kind === 'overwrite' ? ['--overwrite'] : [];
  let next = ['--resume'];
  for (let attempt = 0; ; attempt++) {
    if (isStarted) {
      for (const name of strangers) {
        mkdirSync(join(run, name, '..'), { recursive: true });
        writeFileSync(join(run, name), 'mine');
      }
    }
    const more = attempt === 0 ? begin : next;
    next = ['--resume'];
    const signal = random.uniform() < 0.8 ? 'SIGKILL' : random.uniform() < 0.5 ? 'SIGINT' : 'SIGTERM';
    const after = 1000 * expected.seconds * (0.1 + 0.9 * random.uniform());
    const kill = attempt < 12 ? ({ after, signal } as const) : undefined;
    const outcome = await command(train(run, kind, more), { kill });
    counts.processes++;
    const where = `${kind}, trial ${counts.trials}, attempt ${attempt} (${more} ${signal} after ${after | 0} ms)`;
    check(where, run, outcome, isStarted);
    const isKilled = outcome.signal !== null || outcome.code === 130 || outcome.code === 143;
    const exit = `${isKilled ? signal : ''} → ${outcome.signal ?? outcome.code}`;
    exits.set(exit, (exits.get(exit) ?? 0) + 1);
    if (isKilled) counts.kills++;
    else if (attempt === 0) expected.seconds = outcome.seconds; // the machine may be busier or idler than before
    isStarted ||= ['manifest.json', '.nerwin-files.json'].some((name) => existsSync(join(run, name)));
    const isNewWhole = existsSync(join(run, 'model.safetensors')) && outcome.code === 0;
    if (kind === 'overwrite') checkEarlier(where, run, isNewWhole || hasModel(run, expected.files));
    // Killed before the new run began: the folder holds the earlier run, and --resume would be about that one.
    if (isKilled && kind === 'overwrite' && isEarlier(run)) next = begin;
    if (isKilled) continue;
    if (outcome.code === 2 && more.length === 1 && outcome.err.includes('no checkpoint to resume from')) {
      // The process was killed before it wrote its config. The hint says how to begin.
      next = outcome.err.includes('--resume --config FILE') ? ['--resume', '--again'] : begin;
      continue;
    }
    if (outcome.code !== 0) {
      findings.push(`${where}: exit ${outcome.code}: ${outcome.err}`);
      rmSync(run, { recursive: true, force: true });
      return;
    }
    const files = exactFiles(run);
    for (const name of new Set([...files.keys(), ...expected.files.keys()]))
      if (files.get(name) !== expected.files.get(name))
        findings.push(`${where}: ${name} ${files.has(name) ? 'differs' : 'is missing'}`);
    const names = readdirSync(run, { recursive: true, encoding: 'utf8' });
    for (const name of names) if (/\.tmp|^lock$/.test(name)) findings.push(`${where}: left ${name}`);
    rmSync(run, { recursive: true });
    return;
  }
}

/** True if the run already has the new model. */
function hasModel(run: string, files: ReadonlyMap<string, string>): boolean {
  const model = join(run, 'model.safetensors');
  return existsSync(model) && readFileSync(model).toString('base64') === files.get('model.safetensors');
}

let told = 0;
while (counts.kills < wanted) {
  for (const kind of attacked) await trial(kind);
  console.log(`${counts.kills} kills, ${counts.trials} trials, ${findings.length} findings`);
  for (const finding of findings.slice(told)) console.log(finding);
  told = findings.length;
}
rmSync(folder, { recursive: true });
console.log([...exits].map(([exit, count]) => `${exit}: ${count}`).join('\n'));
console.log(`${counts.kills} kills in ${counts.trials} trials: ${findings.length} findings`);
process.exitCode = findings.length > 0 ? 1 : 0;
