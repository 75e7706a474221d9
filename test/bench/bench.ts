/**
 * @file `npm run bench [-- PART …] [--peers] [--large] [--keep] [--list]`: runs the parts one after another, each in
 * its own process, shows what they print, and stores it in `runs/bench/`, which git ignores, in one Markdown file per
 * day and machine. If a part runs again on the same day, it replaces its earlier result. A part that fails is not
 * stored, and the exit code is 1.
 *
 * --peers installs the packages that nerwin is compared with into `peers/`; --large adds the sizes that take
 * many minutes; --keep stores in `results/` here, for results to be committed; --list prints the parts.
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { NerwinError } from '../../src/error.js';
import { packagePath } from '../../src/package.js';
import { describeMachine, machineName, python, today } from './machine.js';
import { parts } from './parts.js';
import {
  currentEnvironment,
  currentPython,
  findPeers,
  missing,
  type Peer,
  peerEnvironment,
  peerPython,
  versionsOf,
} from './peers.js';
import { type Request, requestOf } from './request.js';
import { readSections, writeSections } from './result-file.js';

const here = fileURLToPath(new URL('.', import.meta.url));

/**
 * Runs a part, with `folder` for its files, and shows what it prints. Returns the
 * output, or undefined if it fails.
 */
async function outputOf(file: string, large: boolean, folder: string): Promise<string | undefined> {
  const env = { ...process.env, NERWIN_BENCH_LARGE: large ? '1' : '', TMPDIR: folder };
  const child = spawn(process.execPath, ['--import', './bin/register.js', here + file], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    process.stdout.write(text);
    printed += text;
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  const load = `load of the machine at the end: ${loadavg()[0].toFixed(1)} on ${cpus().length} cores\n`;
  return code === 0 ? printed + load : undefined;
}

/** Returns the folder of the results. Without `keep` it is one that git ignores, so that a clone stays clean. */
const resultsFolder = (keep: boolean): string => (keep ? `${here}results` : packagePath('runs/bench'));

/** Runs the parts and stores their output; returns those that failed. */
async function runParts(request: Request, peers: readonly Peer[], folder: string): Promise<string[]> {
  const results = resultsFolder(request.keep);
  const path = `${results}/${today()}-${machineName()}.md`;
  mkdirSync(results, { recursive: true });
  const sections = existsSync(path) ? readSections(readFileSync(path, 'utf8')) : new Map<string, string>();
  const machine = [...describeMachine(), `compared with ${versionsOf(peers)}`];
  const order = parts.map(({ name }) => name);
  const failed: string[] = [];
  for (const { name, file } of request.parts) {
    console.log(`\n== ${name}`);
    const output = await outputOf(file, request.large, folder);
    if (output === undefined) failed.push(name);
    else {
      sections.set(name, output);
      writeFileSync(path, writeSections(`Benchmarks of ${today()}`, machine, sections, order));
    }
  }
  if (failed.length < request.parts.length) console.log(`\nsaved in ${path}`);
  return failed;
}

/** Installs the newest PyTorch and NumPy of PyPI. Without them, the other peers are still worth a run. */
function installCurrent(): void {
  try {
    execFileSync(python, ['-m', 'venv', currentEnvironment], { stdio: 'inherit' });
    const pip = ['-m', 'pip', 'install', '--quiet', '--upgrade', 'torch', 'numpy'];
    execFileSync(currentPython, pip, { stdio: 'inherit' });
  } catch (error) {
    console.error(
      '**** NO CURRENT PYTORCH AND NUMPY: PyPI did not provide them, so only older ones are compared',
    );
    console.error(error instanceof Error ? error.message : error);
  }
}

async function bench(): Promise<number> {
  const request = requestOf(process.argv.slice(2));
  if (request.list) {
    for (const { name, what } of parts) console.log(`${name.padEnd(10)}${what}`);
    return 0;
  }
  if (request.peers) {
    const install = ['ci', '--prefix', `${here}peers`, '--ignore-scripts', '--no-audit', '--no-fund'];
    execFileSync('npm', install, { stdio: 'inherit' });
    execFileSync(python, ['-m', 'venv', peerEnvironment], { stdio: 'inherit' });
    const pip = ['-m', 'pip', 'install', '--quiet', '--requirement', `${here}peers/requirements.txt`];
    execFileSync(peerPython, pip, { stdio: 'inherit' });
    installCurrent();
  }
  const peers = findPeers();
  const names = request.parts.map(({ name }) => name);
  for (const line of missing(peers, names)) console.error(line);
  const folder = mkdtempSync(`${tmpdir()}/nerwin-bench-`);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('SIGINT', () => {
    remove();
    process.exit(130);
  });
  try {
    const failed = await runParts(request, peers, folder);
    if (failed.length > 0) console.error(`failed, and not kept: ${failed.join(', ')}`);
    return failed.length > 0 ? 1 : 0;
  } finally {
    remove();
  }
}

bench().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const isFault = error instanceof NerwinError;
    console.error(isFault ? `bench: ${error.message}\n  hint: ${error.hint}` : error);
    process.exitCode = isFault ? error.exitCode : 1;
  },
);
