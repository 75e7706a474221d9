/**
 * @file Makes every system call of a command fail once: `node --import ./bin/register.js test/attack/io-errors.ts [most] [command …]`.
 *
 * For each command, the number of calls that concern its files is counted first. Then it runs again and again, and
 * the k-th call fails with ENOSPC, EIO, EACCES or EDQUOT; `most` limits the runs of a command, at even distances.
 * A run may succeed with the right bytes, or must end with exit code 2 or 3 and one message with a hint; an output
 * file must then have its earlier bytes, and a training must go on to the right model.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { command, isBug, type Outcome } from './command.js';
import { writeTiny } from './tiny.js';

const [limit, ...only] = process.argv.slice(2);
const most = Number(limit ?? Number.POSITIVE_INFINITY);
const folder = mkdtempSync(join(tmpdir(), 'nerwin-io-'));
const library = join(folder, 'faults.so');
try {
  const source = fileURLToPath(new URL('faults.c', import.meta.url));
  execFileSync('cc', ['-shared', '-fPIC', '-O1', '-w', '-o', library, source, '-ldl']);
} catch (error) {
  console.log(`SKIPPED: a C compiler for Linux is needed: ${error}`);
  process.exit(0);
}

const { ENOSPC, EIO, EACCES, EDQUOT } = constants.errno;
const errors = { ENOSPC, EIO, EACCES, EDQUOT };

const inputs = join(folder, 'inputs');
const config = writeTiny(inputs);
const run = join(inputs, 'one');
const other = join(inputs, 'other');
for (const [output, seed] of [
  [run, '1'],
  [other, '2'],
]) {
  const made = await command(['train', '--config', config, '--output', output, '--seed', seed, '--quiet']);
  if (made.code !== 0) throw new Error(made.err);
}
writeFileSync(
  join(inputs, 'marked.conll'),
  ['Paris', 'Rome', 'Nice'].map((city) => `-DOCSTART- O\n\n${city} B-LOC\nis O\n\n`).join(''),
);
writeFileSync(join(inputs, 'text.txt'), 'We left Paris to see the museum in Rome .\n'.repeat(20));

interface Attacked {
  readonly args: (place: string) => string[];
  /** The files that count, in `place`. */
  readonly outputs: readonly string[];
  readonly isTraining?: true;
}

const model = (place: string): string => join(place, 'one', 'model.safetensors');
const attacked: Record<string, Attacked> = {
  train: {
    args: (place) => [
      'train',
      '--config',
      join(place, 'config.yaml'),
      '--output',
      join(place, 'run'),
      '--quiet',
    ],
    outputs: ['run/model.safetensors', 'run/metrics.jsonl', 'run/checkpoint.safetensors', 'run/config.yaml'],
    isTraining: true,
  },
  tag: {
    args: (place) => [
      'tag',
      '-m',
      model(place),
      '-i',
      join(place, 'text.txt'),
      '-o',
      join(place, 'tagged.txt'),
    ],
    outputs: ['tagged.txt'],
  },
  merge: {
    args: (place) => [
      'merge',
      join(place, 'one'),
      join(place, 'other'),
      '-o',
      join(place, 'merged.safetensors'),
    ],
    outputs: ['merged.safetensors'],
  },
  export: {
    args: (place) => [
      'export',
      '-m',
      model(place),
      '--onnx',
      join(place, 'model.onnx'),
      '--npz',
      join(place, 'model.npz'),
    ],
    outputs: ['model.onnx', 'model.npz'],
  },
  'vectors prune': {
    args: (place) => [
      'vectors',
      'prune',
      '--words',
      '9',
      join(place, 'vectors.txt'),
      join(place, 'pruned.nwv'),
    ],
    outputs: ['pruned.nwv'],
  },
  eval: {
    args: (place) => [
      ...['eval', '-m', model(place), '--corpus', join(place, 'corpus.conll')],
      ...['--predictions', join(place, 'predictions.txt'), '--html', join(place, 'report.html')],
    ],
    outputs: ['predictions.txt', 'report.html'],
  },
  'corpus convert': {
    args: (place) => [
      ...['corpus', 'convert', join(place, 'corpus.conll'), '--to', 'jsonl'],
      ...['-o', join(place, 'corpus.jsonl')],
    ],
    outputs: ['corpus.jsonl'],
  },
  'corpus convert to a folder': {
    args: (place) => [
      ...['corpus', 'convert', join(place, 'marked.conll'), '--to', 'brat'],
      ...['-o', `${join(place, 'brat')}/`],
    ],
    outputs: [],
  },
  'compare --golden --update': {
    args: (place) => ['compare', join(place, 'one'), '--golden', join(place, 'golden.json'), '--update'],
    outputs: ['golden.json'],
  },
};

const findings: string[] = [];
let runs = 0;
for (const name of Object.keys(attacked).filter((one) => only.length === 0 || only.includes(one)))
  await attack(name, attacked[name]);
rmSync(folder, { recursive: true });
console.log(`${runs} runs with a failed call: ${findings.length} findings`);
process.exitCode = findings.length > 0 ? 1 : 0;

async function attack(name: string, what: Attacked): Promise<void> {
  const place = join(folder, 'place');
  const log = join(folder, 'calls.txt');
  const start = async (call: number, errno: number): Promise<Outcome> => {
    rmSync(place, { recursive: true, force: true });
    cpSync(inputs, place, { recursive: true });
    if (!what.isTraining)
      for (const file of what.outputs) writeFileSync(join(place, file), 'the earlier file');
    rmSync(log, { force: true });
    const env = {
      LD_PRELOAD: library,
      NERWIN_FAULT_UNDER: place,
      NERWIN_FAULT_CALL: String(call),
      NERWIN_FAULT_ERRNO: String(errno),
      NERWIN_FAULT_LOG: log,
    };
    return command(what.args(place), { env });
  };
  const contents = (): string[] =>
    what.outputs.map((file) =>
      existsSync(join(place, file)) ? readFileSync(join(place, file), 'base64') : '',
    );
  const undisturbed = await start(0, 0);
  if (undisturbed.code !== 0) throw new Error(undisturbed.err);
  const expected = contents();
  const total = readFileSync(log, 'utf8').split('\n').length - 1;
  const step = Math.max(1, total / most);
  const before = findings.length;
  let done = 0;
  for (let at = 1; at <= total; at += step) {
    const call = Math.floor(at);
    const [error, errno] = Object.entries(errors)[(done + call) % 4];
    const outcome = await start(call, errno);
    done++;
    const failed = /^.*$/m.exec(readFileSync(log, 'utf8').split('\n')[call - 1] ?? '')?.[0] ?? '';
    const report = (fault: string): void => {
      const finding = `${name}: ${error} at call ${failed}: ${fault}`;
      findings.push(finding);
      console.log(finding);
    };
    if (outcome.code === 0 && !what.isTraining && outcome.out !== undisturbed.out)
      report('exit 0 with another output');
    await check(what, place, outcome, expected, contents, report);
  }
  runs += done;
  console.log(`${name}: ${total} calls, ${done} failed, ${findings.length - before} findings`);
}

async function check(
  what: Attacked,
  place: string,
  outcome: Outcome,
  expected: readonly string[],
  contents: () => string[],
  report: (fault: string) => void,
): Promise<void> {
  const { code, err, hangs } = outcome;
  if (hangs) return report('hangs');
  if (isBug(outcome)) return report(err);
  if (code === 0) {
    if (contents().some((text, k) => text !== expected[k])) report('exit 0 with other bytes');
  } else {
    if (code !== 2 && code !== 3) report(`exit code ${code}: ${err}`);
    if (err.match(/^nerwin: /gm)?.length !== 1) report(`not one message: ${err}`);
    const earlier = Buffer.from('the earlier file').toString('base64');
    contents().forEach((text, k) => {
      if (!what.isTraining && text !== earlier && text !== expected[k])
        report(`${what.outputs[k]} is half-written`);
    });
  }
  const left = readdirSync(place, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.tmp$/.test(file),
  );
  if (left.length > 0 && !what.isTraining) report(`left ${left}`);
  if (!what.isTraining || code === 0) return;
  // Whatever was written, the training can go on to the same model.
  const isStarted = existsSync(join(place, 'run', 'manifest.json'));
  const again = await command([...what.args(place), ...(isStarted ? ['--resume'] : [])]);
  if (again.code !== 0) return report(`the next start: exit code ${again.code}: ${again.err} (after ${err})`);
  if (contents().some((text, k) => text !== expected[k])) report('another result after the next start');
}
