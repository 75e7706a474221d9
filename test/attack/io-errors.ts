/**
 * @file Makes every system call of a command fail once: `npm run attack -- io-errors [most] [command …]`.
 *
 * For each command, the number of calls that concern its files is counted first. Then it runs again and again, and
 * the k-th call fails with ENOSPC, EIO, EACCES or EDQUOT; `most` limits the runs of a command, at even distances.
 * A run may succeed with the right bytes, or must end with exit code 2 or 3 and one message with a hint; a file
 * must then have its earlier bytes or the new ones, and a training must go on to the right model.
 */
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { command, isBug, type Outcome } from './command.js';
import { type Attacked, attackedCommands, writeInputs } from './io-error-commands.js';

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

/** Files of a run that hold times; only their presence counts. */
const timed = /^(timings\.jsonl|environment\.json|(report|folds)\.(json|md|html))$/;

const inputs = join(folder, 'inputs');
const place = join(folder, 'place');
const log = join(folder, 'calls.txt');
await writeInputs(inputs);

const findings: string[] = [];
let runs = 0;
for (const [name, what] of Object.entries(attackedCommands))
  if (only.length === 0 || only.includes(name)) await attack(name, what);
rmSync(folder, { recursive: true });
console.log(`${runs} runs with a failed call: ${findings.length} findings`);
process.exitCode = findings.length > 0 ? 1 : 0;

async function attack(name: string, what: Attacked): Promise<void> {
  prepare(what);
  const before = contents(what);
  const undisturbed = await start(what, 0, 0);
  if (undisturbed.code !== 0) throw new Error(undisturbed.err);
  const after = contents(what);
  const total = calls().length;
  console.log(`${name}: ${total} calls, ${after.size} files`);
  const step = Math.max(1, total / most);
  const known = findings.length;
  let done = 0;
  for (let at = 1; at <= total; at += step) {
    const call = Math.floor(at);
    const [error, errno] = Object.entries(errors)[(done + call) % 4];
    prepare(what);
    const outcome = await start(what, call, errno);
    done++;
    const failed = calls()[call - 1] ?? '';
    const report = (fault: string): void => {
      const finding = `${name}: ${error} at call ${failed}: ${fault}`;
      findings.push(finding);
      console.log(finding);
    };
    if (outcome.code === 0 && what.begun === undefined && outcome.out !== undisturbed.out)
      report('exit 0 with another output');
    await check(what, outcome, failed, { before, after }, report);
  }
  runs += done;
  console.log(`${name}: ${total} calls, ${done} failed, ${findings.length - known} findings`);
}

/** The calls of the latest run: number and name. */
function calls(): string[] {
  return readFileSync(log, 'utf8').split('\n').slice(0, -1);
}

function prepare({ outputs, before }: Attacked): void {
  rmSync(place, { recursive: true, force: true });
  cpSync(inputs, place, { recursive: true });
  if (before === undefined) for (const file of outputs) writeFileSync(join(place, file), 'the earlier file');
}

function start(what: Attacked, call: number, errno: number): Promise<Outcome> {
  rmSync(log, { force: true });
  return command(what.args(place), {
    env: {
      LD_PRELOAD: library,
      NERWIN_FAULT_UNDER: place,
      NERWIN_FAULT_CALL: String(call),
      NERWIN_FAULT_ERRNO: String(errno),
      NERWIN_FAULT_LOG: log,
    },
  });
}

/** Returns the contents of all files below the outputs, by their paths. */
function contents({ outputs, begun }: Attacked): Map<string, string> {
  const files = outputs.flatMap((output) => {
    const path = join(place, output);
    if (!existsSync(path)) return [];
    if (!statSync(path).isDirectory()) return [output];
    return readdirSync(path, { recursive: true, encoding: 'utf8' }).map((name) => join(output, name));
  });
  return new Map(
    files
      .filter((file) => statSync(join(place, file)).isFile())
      .map((file) => {
        const isTimed = begun !== undefined && timed.test(basename(file));
        return [file, isTimed ? 'timed' : readFileSync(join(place, file), 'base64')];
      }),
  );
}

interface States {
  readonly before: ReadonlyMap<string, string>;
  readonly after: ReadonlyMap<string, string>;
}

async function check(
  what: Attacked,
  outcome: Outcome,
  failed: string,
  { before, after }: States,
  report: (fault: string) => void,
): Promise<void> {
  const { code, err, hangs } = outcome;
  if (hangs) return report('hangs');
  if (isBug(outcome)) return report(err);
  if (code !== 0 && code !== 2 && code !== 3) report(`exit code ${code}: ${err}`);
  if (code !== 0 && err.match(/^nerwin: /gm)?.length !== 1) report(`not one message: ${err}`);
  if (code !== 0 && !/^ {2}hint: /m.test(err)) report(`no hint: ${err}`);
  const isLeft = (file: string): boolean => /\.tmp$|^lock/.test(basename(file));
  const left = readdirSync(place, { recursive: true, encoding: 'utf8' }).filter(isLeft);
  if (left.length > 0 && !failed.endsWith('unlink')) report(`left ${left}`);
  if (code === 0) return reportDifferences('exit 0', after, contents(what), isLeft, report);
  if (what.begun === undefined) {
    const now = contents(what);
    for (const file of new Set([...now.keys(), ...before.keys()]))
      if (![before.get(file), after.get(file)].includes(now.get(file)) && !isLeft(file))
        report(`${file} is ${now.has(file) ? 'neither old nor new' : 'lost'}`);
    return;
  }
  // Whatever was written, the training can go on to the same files.
  const hasBegun = existsSync(join(place, what.begun));
  const again = await command([...what.args(place), ...(hasBegun ? ['--resume'] : [])]);
  if (again.code !== 0) return report(`the next start: exit code ${again.code}: ${again.err} (after ${err})`);
  reportDifferences('the next start', after, contents(what), isLeft, report);
}

function reportDifferences(
  when: string,
  expected: ReadonlyMap<string, string>,
  found: ReadonlyMap<string, string>,
  isLeft: (file: string) => boolean,
  report: (fault: string) => void,
): void {
  for (const file of new Set([...expected.keys(), ...found.keys()]))
    if (expected.get(file) !== found.get(file) && !(isLeft(file) && !expected.has(file)))
      report(`${when}: ${file} ${found.has(file) ? 'differs' : 'is missing'}`);
}
