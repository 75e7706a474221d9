/** @file A run folder while it comes to be: metrics and a checkpoint after every epoch, at the end the model and the report. */
import type { LoadedConfig } from '../config/load.js';
import { stringifyConfig } from '../config/write.js';
import type { Evaluation } from '../evaluation/evaluate.js';
import { writeAtomically } from '../file.js';
import type { Member } from '../model/model.js';
import { saveModel } from '../model/model-file.js';
import type { MemberReport } from '../report/run-report.js';
import { loadCheckpoint, type Progress, saveCheckpoint } from '../training/checkpoint.js';
import type { EpochMetrics } from '../training/metrics.js';
import { type Preparation, prepare } from '../training/prepare.js';
import type { Spent, Trainer, TrainingEvent } from '../training/trainer.js';
import { describe } from './description.js';
import { environment } from './environment.js';
import { fingerprint } from './provenance.js';
import { RunFolder } from './run-folder.js';
import { reportRun } from './run-reports.js';
import { type RunOptions, requestOf } from './run-request.js';
import { evaluateSplit } from './split-evaluation.js';
import { trainedModel } from './trained-model.js';

/** What `nerwin train --json` prints. */
export interface RunResult {
  readonly run: string;
  readonly model: string;
  /** Of the first network, where there are several; so is `bestEpoch`. */
  readonly epochs: number;
  readonly bestEpoch: number;
  readonly seconds: number;
  /** Where the seconds went, of the process that finished the run. */
  readonly spent: Spent & { readonly preparing: number; readonly finishing: number };
  readonly dev: Evaluation;
  readonly test: Evaluation | null;
}

/** What a run tells while it trains: which network comes next, of several, and how each gets on. */
export type RunEvent =
  | TrainingEvent
  | { readonly kind: 'member'; readonly member: number; readonly of: number; readonly seed: number };

export class TrainingRun {
  readonly #folder: RunFolder;
  #prepared: Preparation | undefined;
  #progress: Progress | undefined;
  readonly #metrics: EpochMetrics[][] = []; // of each network
  readonly #started = performance.now();
  #preparing = 0; // seconds
  readonly #spent: Spent = { mining: 0, steps: 0, judging: 0 };

  private constructor(
    readonly folder: string,
    readonly loaded: LoadedConfig,
    readonly isResumed: boolean,
  ) {
    this.#folder = new RunFolder(folder);
  }

  /** See {@link requestOf}. */
  static open(options: RunOptions): TrainingRun {
    const { folder, loaded, isResumed } = requestOf(options);
    return new TrainingRun(folder, loaded, isResumed);
  }

  get epochs(): number {
    return this.loaded.config.training.epochs;
  }

  /** How many networks the run trains. */
  get bag(): number {
    return this.loaded.config.training.bag;
  }

  get #ready(): { readonly prepared: Preparation; readonly progress: Progress } {
    if (!this.#prepared || !this.#progress) throw new Error('the run is not prepared');
    return { prepared: this.#prepared, progress: this.#progress };
  }

  /** Reads corpora and vectors, then makes or finds the folder. Nothing is written when the data are at fault. */
  async prepare(say: (line: string) => void): Promise<void> {
    const prepared = await prepare(this.loaded, () => performance.now() / 1000);
    this.#prepared = prepared;
    this.#preparing = this.#seconds;
    for (const line of describe(prepared)) say(line);
    if (this.isResumed) {
      say(`going on in ${this.#resume(prepared)}`);
      return;
    }
    const earlier = this.#folder.clear();
    if (earlier) say(`the run that was here stays in ${earlier} until this one is done`);
    writeAtomically(this.#folder.file('config'), stringifyConfig(this.loaded.config));
    writeAtomically(this.#folder.file('environment'), `${JSON.stringify(environment(prepared), null, 2)}\n`);
    this.#progress = { finished: [], trainer: prepared.newTrainer(0) };
  }

  /** Seconds since the run was opened. */
  get #seconds(): number {
    return (performance.now() - this.#started) / 1000;
  }

  /** Takes up a checkpoint, and tells where it stands. */
  #resume(prepared: Preparation): string {
    const path = this.#folder.file('checkpoint');
    const { finished, trainer } = loadCheckpoint(path, prepared.newTrainer, fingerprint(prepared));
    this.#progress = { finished, trainer };
    for (let member = 0; member <= finished.length; member++)
      this.#metrics.push(this.#folder.readMetrics(member));
    const { epoch } = trainer.position;
    this.#metrics.push(this.#metrics.pop()!.slice(0, epoch));
    return `epoch ${epoch + 1}${this.bag > 1 ? ` of network ${finished.length + 1}` : ''}`;
  }

  /** Trains one network after the other; after every epoch metrics and checkpoint are on the disk. */
  *train(): Generator<RunEvent> {
    const { prepared } = this.#ready;
    const { bag } = this;
    for (;;) {
      const { finished, trainer } = this.#ready.progress;
      const member = finished.length;
      const { seed } = trainer.parts.settings;
      if (bag > 1) yield { kind: 'member', member: member + 1, of: bag, seed };
      yield* this.#trainMember(trainer, member);
      if (!trainer.best) throw new Error('no epoch was completed');
      if (member + 1 === bag) return;
      this.#progress = { finished: [...finished, trainer.best], trainer: prepared.newTrainer(member + 1) };
    }
  }

  *#trainMember(trainer: Trainer, member: number): Generator<TrainingEvent> {
    this.#metrics[member] ??= [];
    const metrics = this.#metrics[member];
    for (const event of trainer.run()) {
      if (event.kind === 'epoch') {
        metrics.push(event.metrics);
        this.#folder.writeMetrics(member, metrics);
        this.saveCheckpoint();
      }
      yield event;
    }
    for (const part of ['mining', 'steps', 'judging'] as const) this.#spent[part] += trainer.spent[part];
  }

  saveCheckpoint(): void {
    const { prepared, progress } = this.#ready;
    saveCheckpoint(this.#folder.file('checkpoint'), progress, fingerprint(prepared));
  }

  /** Writes model and report. */
  finish(): RunResult {
    const finishing = this.#seconds;
    const { prepared, progress } = this.#ready;
    const { finished, trainer } = progress;
    const { model, table } = trainedModel(prepared, [...finished, trainer.best!]);
    saveModel(this.#folder.file('model'), model);
    const [dev, test = null] = prepared.splits
      .slice(1)
      .map((split) => evaluateSplit({ ...prepared, table }, split, model));
    table.close();
    const seconds = this.#seconds;
    const outcome = {
      epochs: this.#metrics[0]!,
      bestEpoch: model.header.bestEpoch,
      ...(model.header.members ? { members: this.#memberReports(model.header.members) } : {}),
      seconds,
      dev: dev!,
      test,
    };
    reportRun(this.folder, this.#folder.file('model'), prepared, outcome);
    this.#folder.forgetEarlier();
    return {
      run: this.folder,
      model: this.#folder.file('model'),
      epochs: outcome.epochs.length,
      bestEpoch: outcome.bestEpoch,
      seconds,
      spent: { preparing: this.#preparing, ...this.#spent, finishing: seconds - finishing },
      dev: { token: dev!.token, entity: dev!.entity },
      test: test && { token: test.token, entity: test.entity },
    };
  }

  #memberReports(members: readonly Member[]): MemberReport[] {
    return members.map(({ seed, bestEpoch }, k) => {
      const { entity } = this.#metrics[k]![bestEpoch - 1]!.dev;
      return { seed, bestEpoch, entity };
    });
  }

  close(): void {
    this.#prepared?.kernel.close();
    this.#prepared?.table.close();
  }
}
