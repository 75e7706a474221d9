/**
 * @file The contents of a run folder: config.yaml (resolved), environment.json, metrics.jsonl,
 * timings.jsonl, checkpoint.safetensors, model.safetensors, and the report: report.json, report.md, report.html
 * and the pictures. In a bag of several networks, metrics.jsonl, timings.jsonl and checkpoint.safetensors belong
 * to the first network; those of the second are in members/2, and so on, so that `nerwin compare RUN RUN/members/2`
 * compares them. While a run replaces an earlier one, the earlier one is kept in earlier/. manifest.json lists
 * the files that runs wrote; all others are the user's, and stay as they are. While a run is written, the file
 * lock names its process.
 */

import { readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { NerwinError, withPath } from '../error.js';
import { makeFolder, removeIfEmpty, syncFolder, writeAtomically } from '../file.js';
import { isThere } from '../is-there.js';
import { type Manifest, manifestName, readRunManifest, writeManifest } from '../manifest.js';
import { isTaken, OwnedFolder } from '../owned-folder.js';
import { plural } from '../plural.js';
import { type EpochMetrics, type EpochTiming, metricsFault } from '../training/metrics.js';
import { readMetricsLines } from '../training/metrics-file.js';

/** File names of the pictures that a report may have beside it. */
export const pictureFiles = {
  loss: 'loss.svg',
  margin: 'margin.svg',
  scores: 'scores.svg',
  precisionRecall: 'precision-recall.svg',
  histogram: 'scores-histogram.svg',
  reliability: 'reliability.svg',
} as const;

const files = {
  config: 'config.yaml',
  environment: 'environment.json',
  metrics: 'metrics.jsonl',
  timings: 'timings.jsonl',
  checkpoint: 'checkpoint.safetensors',
  model: 'model.safetensors',
} as const;

const members = 'members';
/** The files that each network has. */
const networkFiles = [files.metrics, files.timings, files.checkpoint];
/** The files that a run writes in the order in which it does, the networks after the first excepted. */
const reports = ['report.json', 'report.md', 'report.html'];
const names = [...Object.values(files), ...reports, ...Object.values(pictureFiles)];

const lostHint = 'restore the file that training wrote, or start over with --overwrite';

export class RunFolder extends OwnedFolder {
  protected override readonly writer = 'the run';

  file(name: keyof typeof files): string {
    return join(this.path, files[name]);
  }

  has(name: keyof typeof files): boolean {
    return isThere(this.file(name));
  }

  /** True if the folder holds a run, even a partial one. */
  get hasRun(): boolean {
    const { files = [], moving } = readRunManifest(this.path, names) ?? {};
    return moving !== undefined || files.length > 0;
  }

  /** True if runs have written to the folder, even if none of their files is left. */
  override get isOwned(): boolean {
    return readRunManifest(this.path, names) !== undefined;
  }

  /** Claims what a run of so many networks writes before it is complete; see {@link claim}. */
  claimTraining(networks: number): void {
    const others = Array.from({ length: networks - 1 }, (_, k) => `${members}/${k + 2}`);
    this.claim([
      ...names.slice(0, names.indexOf(files.model)),
      ...others.flatMap((folder) => networkFiles.map((name) => `${folder}/${name}`)),
    ]);
  }

  /** Claims the model and the report; see {@link claim}. */
  claimResults(): void {
    this.claim(names.slice(names.indexOf(files.model)));
  }

  /**
   * Moves the run in the folder to a folder inside it, where it stays until {@link forgetEarlier}. Returns that
   * folder; undefined if there is no run. Whenever the process is killed, all files are in one of the two.
   */
  clear(): string | undefined {
    const manifest = this.manifest;
    if (manifest.files.length === 0) return undefined;
    const aside = freeName(this.path, manifest);
    const kept = manifest.files.filter((name) => isTaken(join(this.path, name)));
    const earlier = { ...manifest.earlier, [aside]: kept };
    this.write({ files: manifest.files, earlier, moving: aside });
    this.#completeMove();
    return join(this.path, aside);
  }

  /** Removes the earlier runs that this one has replaced. */
  forgetEarlier(): void {
    const { files, earlier } = this.manifest;
    if (Object.keys(earlier).length === 0) return;
    for (const [folder, kept] of Object.entries(earlier)) {
      const root = join(this.path, folder);
      withPath('file', root, () => {
        for (const name of kept) rmSync(join(root, name), { force: true });
      });
      removeFoldersOf(root, kept);
      removeIfEmpty(root);
    }
    this.write({ files, earlier: {} });
  }

  /** True if the network with number `network`, from 0, has a checkpoint; without a number, if any network has one. */
  hasCheckpoint(network?: number): boolean {
    if (network !== undefined) return isThere(this.checkpoint(network));
    const others = join(this.path, members);
    const numbers = isThere(others) ? readdirSync(others) : [];
    return this.has('checkpoint') || numbers.some((name) => isThere(join(others, name, files.checkpoint)));
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
    const lines = isThere(path) ? readMetricsLines(path, lostHint) : [];
    const metrics = lines.map(({ line, epoch, record }, index) => {
      // Earlier versions wrote the timings of an epoch into its metrics.
      const { seconds: _seconds, windowsPerSecond: _windowsPerSecond, ...metrics } = record;
      if (epoch !== index + 1) throw lost(`${path}:${line}: expected the metrics of epoch ${index + 1}`);
      const fault = metricsFault(metrics);
      if (fault !== undefined) throw lost(`${path}:${line}: ${fault}`);
      return metrics as unknown as EpochMetrics;
    });
    if (metrics.length >= minimumEpochs) return metrics;
    throw lost(
      `${path}: metrics for ${plural(metrics.length, 'epoch', 'epochs')}, but the checkpoint has completed ${minimumEpochs}`,
    );
  }

  writeMetrics(network: number, metrics: readonly EpochMetrics[]): void {
    const lines = metrics.map((line) => `${JSON.stringify(line)}\n`);
    this.whileLocked(() => writeAtomically(this.#fileOf(network, 'metrics'), lines.join('')));
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
    this.whileLocked(() => writeAtomically(this.#fileOf(network, 'timings'), lines.join('')));
  }

  /** Creates the folder for the files of a network. */
  makeNetworkFolder(network: number): void {
    if (network > 0) makeFolder(resolve(this.#folderOf(network)));
  }

  protected override get manifest(): Manifest {
    return readRunManifest(this.path, names) ?? { files: [], earlier: {} };
  }

  protected override write(manifest: Manifest): void {
    writeManifest(join(this.path, manifestName), manifest);
  }

  /** Also completes a move that a killed process had begun. */
  protected override clean(): void {
    super.clean();
    this.#completeMove();
  }

  #completeMove(): void {
    const { files, earlier, moving } = this.manifest;
    if (moving === undefined) return;
    const root = join(this.path, moving);
    withPath('file', root, () => {
      for (const name of earlier[moving]) {
        const [from, to] = [join(this.path, name), join(root, name)];
        if (!isTaken(from)) continue; // moved already, or removed by the user
        makeFolder(resolve(dirname(to)));
        renameSync(from, to);
        syncFolder(dirname(to));
        syncFolder(dirname(from));
      }
    });
    removeFoldersOf(this.path, files);
    this.write({ files: [], earlier });
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

/** Returns the first of earlier, earlier-2, … that does not exist. */
function freeName(folder: string, { earlier }: Manifest): string {
  for (let k = 1; ; k++) {
    const name = k === 1 ? 'earlier' : `earlier-${k}`;
    if (!Object.hasOwn(earlier, name) && !isTaken(join(folder, name))) return name;
  }
}

/** Removes the folders between `root` and the given files, as far as they are empty. */
function removeFoldersOf(root: string, files: readonly string[]): void {
  const folders = new Set<string>();
  for (const file of files)
    for (let folder = dirname(file); folder !== '.'; folder = dirname(folder)) folders.add(folder);
  for (const folder of [...folders].sort((a, b) => b.length - a.length)) removeIfEmpty(join(root, folder));
}
