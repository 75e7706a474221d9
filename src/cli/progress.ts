/** @file Progress of training: a bar on a terminal, one line per epoch elsewhere. */
import { SingleBar } from 'cli-progress';
import { duration } from '../report/number-format.js';
import type { RunEvent } from '../run/member.js';
import type { EpochMetrics } from '../training/metrics.js';
import type { Terminal } from './terminal.js';

export type ProgressStyle = 'bar' | 'text' | 'none';

/** `2 min 5 s left`: how long the rest takes if it goes on as it went, `done` in so many seconds; empty before anything is done. */
export function timeLeft(seconds: number, done: number, rest: number): string {
  if (done === 0) return '';
  const whole = Math.ceil((seconds * rest) / done);
  return `${whole < 60 ? `${whole} s` : duration(whole)} left`;
}

/** A number as wide as the largest of its kind. */
const aligned = (value: number, largest: number): string => String(value).padStart(String(largest).length);

/** What progress is made in. */
export interface ProgressScale {
  readonly epochs: number;
  readonly networks: number;
  /** How many networks are trained at the same time. */
  readonly atOnce: number;
  /** What the share of an epoch's `violating` is of: pairs that violate the margin, or tokens in the wrong class. */
  readonly share: 'pairs inside the margin' | 'misclassified tokens';
}

export class ProgressDisplay {
  #bar: SingleBar | undefined;
  /** When the first bar began, and what was done by then: bars come and go with the epochs. */
  #first: { readonly at: number; readonly worked: number } | undefined;
  /** Epochs of each network that are done; a part of the last one is a fraction. */
  readonly #done = new Map<number, number>();
  /** Of these, epochs that took no time: they were done earlier, or patience has ended before them. */
  #skipped = 0;
  /** Networks in training. */
  readonly #running = new Set<number>();

  constructor(
    readonly style: ProgressStyle,
    readonly io: Terminal,
    readonly scale: ProgressScale,
  ) {}

  show(event: RunEvent): void {
    const { epochs, networks } = this.scale;
    const { member } = event;
    if (this.style === 'none') return;
    switch (event.kind) {
      case 'begin':
        this.#running.add(member);
        this.#skipTo(member, event.epochs);
        if (networks > 1) this.#note(`network ${member + 1} of ${networks}, seed ${event.seed}`);
        return;
      case 'batch':
        this.#done.set(member, event.epoch - 1 + event.done / event.centres);
        if (this.style === 'bar') this.#advance(event.epoch);
        return;
      case 'epoch':
        this.#epoch(member, event.metrics);
        return;
      case 'end':
        this.#running.delete(member);
        this.#skipTo(member, epochs);
    }
  }

  #skipTo(member: number, epochs: number): void {
    this.#skipped += epochs - (this.#done.get(member) ?? 0);
    this.#done.set(member, epochs);
  }

  /** Writes a line where the bar was. */
  #note(line: string): void {
    this.stop();
    this.io.note(line);
  }

  /** Moves the bar; the network that was told of last is in the given epoch. */
  #advance(epoch: number): void {
    const total = this.scale.networks * this.scale.epochs;
    const value = [...this.#done.values()].reduce((sum, done) => sum + done, 0);
    const worked = value - this.#skipped;
    this.#first ??= { at: performance.now(), worked };
    const seconds = (performance.now() - this.#first.at) / 1000;
    const left = timeLeft(seconds, worked - this.#first.worked, total - value);
    const place = this.#place(epoch);
    if (!this.#bar) {
      this.#bar = new SingleBar({
        format: '{place} | {percentage} % | {left} {bar}', // a narrow terminal cuts the bar
        stream: process.stderr,
        clearOnComplete: true,
        hideCursor: true,
        gracefulExit: true, // shows the cursor again at the first Ctrl-C, should a second one end the process
      });
      this.#bar.start(total, value, { place, left });
    }
    this.#bar.update(value, { place, left });
  }

  #place(epoch: number): string {
    const { epochs, networks } = this.scale;
    const running = [...this.#running].sort((a, b) => a - b).map((member) => member + 1);
    if (running.length > 1) return `networks ${running.join(', ')} of ${networks}`;
    return `${networks > 1 ? `network ${running[0]} of ${networks}, ` : ''}epoch ${epoch}/${epochs}`;
  }

  #epoch(member: number, metrics: EpochMetrics): void {
    const { epochs, networks, atOnce, share } = this.scale;
    const { dim, green } = this.io.noteColor;
    const percent = (value: number): string => (100 * value).toFixed(2).padStart(6);
    const { token, entity, averagePrecision } = metrics.dev;
    const line = [
      ...(atOnce > 1 ? [`network ${aligned(member + 1, networks)}`] : []),
      `epoch ${aligned(metrics.epoch, epochs)}/${epochs}`,
      `loss ${metrics.loss.toFixed(4)}`,
      `${share} ${percent(metrics.violating)} %`,
      `rate ${metrics.rate.toFixed(4)}`,
      `dev token F1 ${percent(token.f1)}`,
      `entity P ${percent(entity.precision)} R ${percent(entity.recall)} F1 ${percent(entity.f1)}`,
      `AP ${percent(averagePrecision)}`,
      dim(`${Math.round(metrics.windowsPerSecond / 1000)}k windows/s`),
    ].join('  ');
    this.#note(metrics.best ? `${line} ${green('*')}` : line);
  }

  /** Takes the bar away. */
  stop(): void {
    this.#bar?.stop();
    this.#bar = undefined;
  }
}
