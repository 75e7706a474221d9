/** @file The built command `nerwin` as a process: its wall clock and its memory. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seconds } from './statistics.js';

export const binary = 'dist/bin/nerwin.js';

/** What a process took. */
export interface Cost {
  readonly seconds: number;
  /** The most that was resident at once. */
  readonly bytes: number;
  readonly out: string;
}

/** Runs `nerwin` with its output in memory, or in a file. Throws when it fails. */
export async function nerwin(args: readonly string[], folder: string, outPath?: string): Promise<Cost> {
  const memoryFile = join(folder, 'memory.txt');
  const meter = join(folder, 'meter.cjs');
  writeFileSync(
    meter,
    `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(memoryFile)}, String(process.resourceUsage().maxRSS)));`,
  );
  const start = seconds();
  const child = spawn(process.execPath, ['--require', meter, binary, ...args], {
    stdio: ['ignore', outPath === undefined ? 'pipe' : openSync(outPath, 'w'), 'pipe'],
  });
  let [out, notes] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    notes += text;
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  const took = seconds() - start;
  if (code !== 0) throw new Error(`nerwin ${args.join(' ')} ended with ${code}: ${notes.trim()}`);
  return { seconds: took, bytes: 1024 * Number(readFileSync(memoryFile, 'utf8')), out };
}

/** The model that ships, or else one that is trained for the benchmark. */
export function modelFor(folder: string): string {
  const shipped = 'data/model/default.safetensors';
  if (existsSync(shipped)) return shipped;
  console.log('no model ships in this copy: configs/first.yaml makes one');
  return smallModel(folder);
}

/** A model of 100 hidden units, tanh, without means of vectors, trained on the corpus that ships. */
export function smallModel(folder: string): string {
  const run = join(folder, 'first');
  rmSync(run, { recursive: true, force: true });
  const set = ['--set', 'model.activation=tanh', '--set', 'training.epochs=5'];
  const args = ['train', '--config', 'configs/first.yaml', ...set, '--output', run, '--quiet'];
  const { status, stderr } = spawnSync(process.execPath, [binary, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`training a model for the benchmark failed: ${stderr}`);
  return join(run, 'model.safetensors');
}
