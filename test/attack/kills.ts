/**
 * @file Kills `nerwin train` at random moments: `node --import ./bin/register.js test/attack/kills.ts [kills] [seed]`.
 *
 * A trial starts a training (plain, a bag, or `--overwrite` of an earlier run), kills it, resumes it, kills it again,
 * and so on, until one process ends by itself. After every kill, the earlier run and files of others must be there;
 * at the end, the files must be those of a training that nobody disturbed.
 */
import {
  cpSync,
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
import { Random } from '../../src/random.js';
import { command, isBug, type Outcome } from './command.js';
import { writeTiny } from './tiny.js';

const [wanted = 400, seed = 1] = process.argv.slice(2).map(Number);
const random = Random.seeded(seed);
const folder = mkdtempSync(join(tmpdir(), 'nerwin-kills-'));
const config = writeTiny(folder);

/** Files whose bytes may not depend on kills. */
const exact = ['model.safetensors', 'metrics.jsonl', 'config.yaml', 'checkpoint.safetensors'];
const kinds = { train: [], bag: ['--bag', '2'], overwrite: [] } as const;
type Kind = keyof typeof kinds;

const findings: string[] = [];
const counts = { kills: 0, early: 0, processes: 0, trials: 0 };
const exits = new Map<string, number>();

const train = (run: string, kind: Kind, more: readonly string[]): string[] => [
  ...['train', '--output', run, '--quiet', ...more.slice(0, 1)],
  ...(more[0] === '--resume' && more.length === 1 ? [] : ['--config', config, ...kinds[kind]]),
];

/** All files that must be equal, by their path in the run folder. */
function exactFiles(run: string): Map<string, string> {
  const names = readdirSync(run, { recursive: true, encoding: 'utf8' });
  return new Map(
    names
      .filter((name) => exact.some((one) => name === one || name.endsWith(`/${one}`)))
      .filter((name) => !name.startsWith('earlier'))
      .map((name) => [name, readFileSync(join(run, name)).toString('base64')]),
  );
}

async function undisturbed(kind: Kind): Promise<{ files: Map<string, string>; seconds: number }> {
  const run = join(folder, `undisturbed-${kind}`);
  const outcome = await command(train(run, kind, []));
  if (outcome.code !== 0) throw new Error(outcome.err);
  return { files: exactFiles(run), seconds: outcome.seconds };
}

const whole = { train: await undisturbed('train'), bag: await undisturbed('bag') };
const earlier = join(folder, 'earlier-run');
if ((await command([...train(earlier, 'train', []), '--seed', '9'])).code !== 0)
  throw new Error('no earlier run');
const earlierModel = readFileSync(join(earlier, 'model.safetensors'));

/** Files that no run wrote. */
const strangers = ['notes.txt', 'members/alice.txt', 'earlier/d.txt'];

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
  const run = join(folder, `run-${counts.trials++}`);
  const expected = whole[kind === 'bag' ? 'bag' : 'train'];
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
    const after = 1000 * expected.seconds * (0.25 + 0.8 * random.uniform());
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
    isStarted ||= existsSync(join(run, 'manifest.json'));
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
      return;
    }
    const files = exactFiles(run);
    for (const name of new Set([...files.keys(), ...expected.files.keys()]))
      if (files.get(name) !== expected.files.get(name)) findings.push(`${where}: ${name} differs`);
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
  for (const kind of ['train', 'bag', 'overwrite'] as const) await trial(kind);
  console.log(`${counts.kills} kills, ${counts.trials} trials, ${findings.length} findings`);
  for (const finding of findings.slice(told)) console.log(finding);
  told = findings.length;
}
rmSync(folder, { recursive: true });
console.log([...exits].map(([exit, count]) => `${exit}: ${count}`).join('\n'));
console.log(`${counts.kills} kills in ${counts.trials} trials: ${findings.length} findings`);
process.exitCode = findings.length > 0 ? 1 : 0;
