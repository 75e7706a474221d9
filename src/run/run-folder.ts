/**
 * @file What a run folder holds, and where: config.yaml (resolved), environment.json, metrics.jsonl, checkpoint.safetensors,
 * model.safetensors. In a bag of several networks, metrics.jsonl is of the first one, members/2/metrics.jsonl of the second, and so on,
 * so that `nerwin compare RUN RUN/members/2` compares them.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { withPath } from '../error.js';
import { makeFolder, writeAtomically } from '../file.js';
import type { EpochMetrics } from '../training/metrics.js';

const files = {
  config: 'config.yaml',
  environment: 'environment.json',
  metrics: 'metrics.jsonl',
  checkpoint: 'checkpoint.safetensors',
  model: 'model.safetensors',
} as const;

const members = 'members';

export class RunFolder {
  constructor(readonly path: string) {}

  file(name: keyof typeof files): string {
    return join(this.path, files[name]);
  }

  has(name: keyof typeof files): boolean {
    return existsSync(this.file(name));
  }

  /** Whether it holds a run, be it only a part of one. */
  get isTaken(): boolean {
    return Object.keys(files).some((name) => this.has(name as keyof typeof files));
  }

  /** Makes the folder, and removes the files of an earlier run. */
  clear(): void {
    makeFolder(resolve(this.path));
    for (const name of [...Object.values(files), members]) {
      withPath('file', this.path, () => rmSync(join(this.path, name), { force: true, recursive: true }));
    }
  }

  /** Metrics of the network with the number `member`, from 0. */
  readMetrics(member: number): EpochMetrics[] {
    const path = this.#metricsFile(member);
    if (!existsSync(path)) return [];
    const text = withPath('file', path, () => readFileSync(path, 'utf8'));
    return text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as EpochMetrics);
  }

  writeMetrics(member: number, metrics: readonly EpochMetrics[]): void {
    if (member > 0) makeFolder(resolve(this.path, members, String(member + 1)));
    writeAtomically(this.#metricsFile(member), metrics.map((line) => `${JSON.stringify(line)}\n`).join(''));
  }

  #metricsFile(member: number): string {
    return member === 0 ? this.file('metrics') : join(this.path, members, String(member + 1), files.metrics);
  }
}
