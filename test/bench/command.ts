/** @file Runs the built command `nerwin` as a process and measures its wall-clock time and memory. */
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtPath } from '../../src/built.js';
import { seconds } from './statistics.js';

export const binary = builtPath('bin/nerwin.js');

/** The cost of a process. */
export interface Cost {
  readonly seconds: number;
  /** Peak resident memory. */
  readonly bytes: number;
  readonly out: string;
}

/**
 * Run in the process that is measured: writes the most that was resident to `file` when it ends. VmHWM, in kB: what Linux gives as the
 * maxRSS of a process that was started by a larger one is the size of that one.
 */
const meterOf = (file: string): string => `process.on('exit', () => {
  const { readFileSync, writeFileSync } = require('node:fs');
  const peak = process.platform === 'linux' && /VmHWM:\\s*(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'));
  writeFileSync(${JSON.stringify(file)}, String(peak ? peak[1] : process.resourceUsage().maxRSS));
});
`;

/** Runs `nerwin` with its output in memory, or in a file. Throws if it fails. */
export async function nerwin(args: readonly string[], folder: string, outPath?: string): Promise<Cost> {
  const memoryFile = join(folder, 'memory.txt');
  const meter = join(folder, 'meter.cjs');
  writeFileSync(meter, meterOf(memoryFile));
  const outFile = outPath === undefined ? undefined : openSync(outPath, 'w');
  const start = seconds();
  const child = spawn(process.execPath, ['--require', meter, binary, ...args], {
    stdio: ['ignore', outFile ?? 'pipe', 'pipe'],
  });
  let [out, notes] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    notes += text;
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  const took = seconds() - start;
  if (outFile !== undefined) closeSync(outFile);
  if (code !== 0) throw new Error(`nerwin ${args.join(' ')} ended with ${code}: ${notes.trim()}`);
  return { seconds: took, bytes: 1024 * Number(readFileSync(memoryFile, 'utf8')), out };
}

/** Returns the shipped model, or a model trained for the benchmark if there is none. */
export function modelFor(folder: string): string {
  const shipped = 'data/model/default.safetensors';
  if (existsSync(shipped)) return shipped;
  console.log('this copy has no shipped model; training one with configs/first.yaml');
  return smallModel(folder);
}

/** Trains a model of 100 hidden units, tanh, without means of vectors, on the shipped corpus. */
export function smallModel(folder: string): string {
  const run = join(folder, 'first');
  rmSync(run, { recursive: true, force: true });
  const set = ['--set', 'model.activation=tanh', '--set', 'training.epochs=5'];
  const args = ['train', '--config', 'configs/first.yaml', ...set, '--output', run, '--quiet'];
  const { status, stderr } = spawnSync(process.execPath, [binary, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`training a model for the benchmark failed: ${stderr}`);
  return join(run, 'model.safetensors');
}
