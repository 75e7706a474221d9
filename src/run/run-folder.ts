/**
 * @file The contents of a run folder: config.yaml (resolved), environment.json, metrics.jsonl,
 * timings.jsonl, checkpoint.safetensors, model.safetensors, and the report: report.json, report.md, report.html
 * and the pictures. In a bag of several networks, metrics.jsonl, timings.jsonl and checkpoint.safetensors belong
 * to the first network; those of the second are in members/2, and so on, so that `nerwin compare RUN RUN/members/2`
 * compares them. While a run replaces an earlier one, the earlier one is kept in earlier/.
 */
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { NerwinError, withPath } from '../error.js';
import { makeFolder, writeAtomically } from '../file.js';
import type { EpochMetrics, EpochTiming } from '../training/metrics.js';
import { readMetricsLines } from '../training/metrics-file.js';

/** File names of the pictures, next to the report. */
export const lossPicture = 'loss.svg';
export const scorePicture = 'scores.svg';

const files = {
  config: 'config.yaml',
  environment: 'environment.json',
  metrics: 'metrics.jsonl',
  timings: 'timings.jsonl',
  checkpoint: 'checkpoint.safetensors',
  model: 'model.safetensors',
} as const;

const members = 'members';
const earlier = 'earlier';
const everything = [
  ...Object.values(files),
  members,
  ...['report.json', 'report.md', 'report.html', lossPicture, scorePicture],
];

const lostHint = 'restore the file that training wrote, or start over with --overwrite';

export class RunFolder {
  constructor(readonly path: string) {}

  file(name: keyof typeof files): string {
    return join(this.path, files[name]);
  }

  has(name: keyof typeof files): boolean {
    return existsSync(this.file(name));
  }

  /** True if the folder holds a run, even a partial one. */
  get hasRun(): boolean {
    return Object.keys(files).some((name) => this.has(name as keyof typeof files));
  }

  /**
   * Creates the folder and clears it of an earlier run. A run with a model is moved to earlier/, where it
   * stays until {@link forgetEarlier}; an unfinished one is deleted. Returns the folder to which it was
   * moved.
   */
  clear(): string | undefined {
    makeFolder(resolve(this.path));
    const aside = join(this.path, earlier);
    const isKept = this.has('model');
    if (isKept) {
      this.forgetEarlier();
      makeFolder(resolve(aside));
    }
    for (const name of everything) {
      const path = join(this.path, name);
      if (!existsSync(path)) continue;
      withPath('file', path, () =>
        isKept ? renameSync(path, join(aside, name)) : rmSync(path, { recursive: true }),
      );
    }
    return isKept ? aside : undefined;
  }

  /** Removes the earlier run that this one has replaced. */
  forgetEarlier(): void {
    withPath('file', this.path, () => rmSync(join(this.path, earlier), { force: true, recursive: true }));
  }

  /** True if the network with number `network`, from 0, has a checkpoint; without a number, if any network has one. */
  hasCheckpoint(network?: number): boolean {
    if (network !== undefined) return existsSync(this.checkpoint(network));
    const others = join(this.path, members);
    const numbers = existsSync(others) ? readdirSync(others) : [];
    return this.has('checkpoint') || numbers.some((name) => existsSync(join(others, name, files.checkpoint)));
  }

  /** Returns the checkpoint of a network. */
  checkpoint(network: number): string {
    return this.#fileOf(network, 'checkpoint');
  }

  /**
   * Returns the metrics of a network, from the first epoch on. Throws 'file' if they are damaged or cover
   * fewer than `minimumEpochs` epochs.
   */
  readMetrics(network: number, minimumEpochs = 0): EpochMetrics[] {
    const path = this.#fileOf(network, 'metrics');
    const lost = (message: string): NerwinError => new NerwinError('file', message, lostHint);
    const lines = existsSync(path) ? readMetricsLines(path, lostHint) : [];
    const metrics = lines.map(({ line, epoch, record }, index) => {
      // Earlier versions wrote the timings of an epoch into its metrics.
      const { seconds: _seconds, windowsPerSecond: _windowsPerSecond, ...metrics } = record;
      if (epoch === index + 1) return metrics as unknown as EpochMetrics; // as writeMetrics wrote it
      throw lost(`${path}:${line}: expected the metrics of epoch ${index + 1}`);
    });
    if (metrics.length >= minimumEpochs) return metrics;
    throw lost(
      `${path}: metrics for ${metrics.length} epochs, but the checkpoint has completed ${minimumEpochs}`,
    );
  }

  writeMetrics(network: number, metrics: readonly EpochMetrics[]): void {
    const lines = metrics.map((line) => `${JSON.stringify(line)}\n`);
    writeAtomically(this.#fileOf(network, 'metrics'), lines.join(''));
  }

  /** Returns the timings of a network that are known, by epoch. They are for information only: no error is thrown. */
  readTimings(network: number): EpochTiming[] {
    const path = this.#fileOf(network, 'timings');
    try {
      return readMetricsLines(path, '').flatMap(({ record }) => timingOf(record));
    } catch {
      return [];
    }
  }

  writeTimings(network: number, timings: readonly EpochTiming[]): void {
    const lines = timings.map((line) => `${JSON.stringify(line)}\n`);
    writeAtomically(this.#fileOf(network, 'timings'), lines.join(''));
  }

  /** Creates the folder for the files of a network. */
  makeNetworkFolder(network: number): void {
    makeFolder(resolve(this.#folderOf(network)));
  }

  #folderOf(network: number): string {
    return network === 0 ? this.path : join(this.path, members, String(network + 1));
  }

  #fileOf(network: number, name: 'metrics' | 'timings' | 'checkpoint'): string {
    return join(this.#folderOf(network), files[name]);
  }
}

function timingOf({ epoch, seconds, windowsPerSecond }: Readonly<Record<string, unknown>>): EpochTiming[] {
  const isTiming =
    typeof epoch === 'number' && typeof seconds === 'number' && typeof windowsPerSecond === 'number';
  return isTiming ? [{ epoch, seconds, windowsPerSecond }] : [];
}
