/**
 * @file A run folder while it comes to be: config.yaml (resolved), environment.json, metrics.jsonl, checkpoint.safetensors after every
 * epoch, and at the end model.safetensors and the report.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { type LoadedConfig, loadConfig } from '../config/load.js';
import { corpusRoot, vectorsFile } from '../config/paths.js';
import { stringifyConfig } from '../config/write.js';
import { NerwinError, withPath } from '../error.js';
import type { Evaluation } from '../evaluation/evaluate.js';
import { makeFolder, writeAtomically } from '../file.js';
import { saveModel } from '../model/model-file.js';
import { loadCheckpoint, saveCheckpoint } from '../training/checkpoint.js';
import type { EpochMetrics } from '../training/metrics.js';
import { type Preparation, prepare } from '../training/prepare.js';
import type { TrainingEvent } from '../training/trainer.js';
import { describe } from './description.js';
import { environment } from './environment.js';
import { fingerprint, modelOf } from './provenance.js';
import { reportRun } from './run-reports.js';
import { evaluateSplit } from './split-evaluation.js';

/** What `nerwin train --json` prints. */
export interface RunResult {
  readonly run: string;
  readonly model: string;
  readonly epochs: number;
  readonly bestEpoch: number;
  readonly seconds: number;
  readonly dev: Evaluation;
  readonly test: Evaluation | null;
}

export interface RunOptions {
  readonly config?: string;
  readonly set: readonly string[];
  readonly output?: string;
  readonly seed?: number;
  readonly resume?: true;
  readonly overwrite?: true;
}

const files = {
  config: 'config.yaml',
  environment: 'environment.json',
  metrics: 'metrics.jsonl',
  checkpoint: 'checkpoint.safetensors',
  model: 'model.safetensors',
} as const;

export class TrainingRun {
  #prepared: Preparation | undefined;
  #metrics: EpochMetrics[] = [];
  readonly #started = performance.now();

  private constructor(
    readonly folder: string,
    readonly loaded: LoadedConfig,
    readonly isResumed: boolean,
  ) {}

  /** Finds config and folder, and refuses to touch a run that exists unless told to. */
  static open(options: RunOptions): TrainingRun {
    const { config, output, resume } = options;
    if (config === undefined && !(resume && output !== undefined)) {
      throw new NerwinError(
        'usage',
        'no config given',
        '`nerwin config init` writes a starter; then `nerwin train --config nerwin.yaml`',
      );
    }
    const folder = output ?? join('runs', basename(config!).replace(/\.(ya?ml|json)$/, ''));
    const path = config ?? join(folder, files.config);
    const loaded = withAbsolutePaths(loadConfig(path, { set: options.set, seed: options.seed }));
    const exists = Object.values(files).some((name) => existsSync(join(folder, name)));
    if (resume && !existsSync(join(folder, files.checkpoint))) {
      throw new NerwinError(
        'usage',
        `${folder}: there is no checkpoint to resume from`,
        'leave out --resume to start',
      );
    }
    if (exists && !resume && !options.overwrite) {
      throw new NerwinError(
        'usage',
        `${folder}: there is a run here already`,
        'choose another --output, go on with --resume, or replace it with --overwrite',
      );
    }
    return new TrainingRun(folder, loaded, resume === true);
  }

  get epochs(): number {
    return this.loaded.config.training.epochs;
  }

  get #ready(): Preparation {
    if (!this.#prepared) throw new Error('the run is not prepared');
    return this.#prepared;
  }

  /** Reads corpora and vectors, then makes or finds the folder. Nothing is written when the data are at fault. */
  async prepare(say: (line: string) => void): Promise<void> {
    const prepared = await prepare(this.loaded, () => performance.now() / 1000);
    this.#prepared = prepared;
    for (const line of describe(prepared)) say(line);
    if (this.isResumed) {
      loadCheckpoint(this.#path('checkpoint'), prepared.trainer, fingerprint(prepared));
      this.#metrics = readMetrics(this.#path('metrics')).slice(0, prepared.trainer.position.epoch);
      say(`going on in epoch ${prepared.trainer.position.epoch + 1}`);
      return;
    }
    makeFolder(resolve(this.folder));
    for (const name of Object.values(files)) {
      withPath('file', this.folder, () => rmSync(join(this.folder, name), { force: true }));
    }
    writeAtomically(this.#path('config'), stringifyConfig(this.loaded.config));
    writeAtomically(this.#path('environment'), `${JSON.stringify(environment(prepared), null, 2)}\n`);
  }

  /** Trains; after every epoch metrics and checkpoint are on the disk. */
  *train(): Generator<TrainingEvent> {
    const { trainer } = this.#ready;
    for (const event of trainer.run()) {
      if (event.kind === 'epoch') {
        this.#metrics.push(event.metrics);
        writeAtomically(
          this.#path('metrics'),
          this.#metrics.map((line) => `${JSON.stringify(line)}\n`).join(''),
        );
        this.saveCheckpoint();
      }
      yield event;
    }
  }

  saveCheckpoint(): void {
    const prepared = this.#ready;
    saveCheckpoint(this.#path('checkpoint'), prepared.trainer, fingerprint(prepared));
  }

  /** Writes model and report. */
  finish(): RunResult {
    const prepared = this.#ready;
    const model = modelOf(prepared);
    saveModel(this.#path('model'), model);
    const [dev, test = null] = prepared.splits.slice(1).map((split) => evaluateSplit(prepared, split, model));
    const outcome = {
      epochs: this.#metrics,
      bestEpoch: model.header.bestEpoch,
      seconds: (performance.now() - this.#started) / 1000,
      dev: dev!,
      test,
    };
    reportRun(this.folder, this.#path('model'), prepared, outcome);
    return {
      run: this.folder,
      model: this.#path('model'),
      epochs: this.#metrics.length,
      bestEpoch: outcome.bestEpoch,
      seconds: outcome.seconds,
      dev: { token: dev!.token, entity: dev!.entity },
      test: test && { token: test.token, entity: test.entity },
    };
  }

  close(): void {
    this.#prepared?.kernel.close();
  }

  #path(name: keyof typeof files): string {
    return join(this.folder, files[name]);
  }
}

/** The config with absolute paths, so that the copy in the run folder leads to the same files. */
function withAbsolutePaths(loaded: LoadedConfig): LoadedConfig {
  const { config, directory } = loaded;
  const gazetteers = config.features.gazetteers.map(({ file, name }) => ({
    file: resolve(directory, file),
    name,
  }));
  return {
    ...loaded,
    config: {
      ...config,
      corpus: { ...config.corpus, root: corpusRoot(loaded) },
      vectors: { ...config.vectors, file: vectorsFile(loaded) },
      features: { ...config.features, gazetteers },
    },
  };
}

function readMetrics(path: string): EpochMetrics[] {
  if (!existsSync(path)) return [];
  const text = withPath('file', path, () => readFileSync(path, 'utf8'));
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as EpochMetrics);
}
