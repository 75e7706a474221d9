/** @file Progress of training: a bar on a terminal, one line per epoch elsewhere. */
import { SingleBar } from 'cli-progress';
import { duration } from '../report/number-format.js';
import type { RunEvent } from '../run/training-run.js';
import type { EpochMetrics } from '../training/metrics.js';
import type { Terminal } from './terminal.js';

export type ProgressStyle = 'bar' | 'text' | 'none';

/** `2 min 5 s left`: how long the rest takes if it goes on as it went, `done` in so many seconds; empty before anything is done. */
export function timeLeft(seconds: number, done: number, rest: number): string {
  if (done === 0) return '';
  const whole = Math.ceil((seconds * rest) / done);
  return `${whole < 60 ? `${whole} s` : duration(whole)} left`;
}

export class ProgressDisplay {
  #bar: SingleBar | undefined;
  /** When and where the first bar began: bars come and go with the epochs, a run may be one that goes on. */
  #first: { readonly at: number; readonly value: number } | undefined;

  constructor(
    readonly style: ProgressStyle,
    readonly io: Terminal,
    readonly epochs: number,
    /** What the share of an epoch's `violating` is of: pairs that violate the margin, or tokens in the wrong class. */
    readonly share: 'violating' | 'wrong',
  ) {}

  show(event: RunEvent): void {
    if (this.style === 'none') return;
    if (event.kind === 'member') {
      this.#first = undefined;
      this.io.note(`network ${event.member} of ${event.of}, seed ${event.seed}`);
    } else if (event.kind === 'epoch') this.#epoch(event.metrics);
    else if (this.style === 'bar') this.#advance(event.epoch, event.done, event.centres);
  }

  #advance(epoch: number, done: number, centres: number): void {
    const total = centres * this.epochs;
    const value = (epoch - 1) * centres + done;
    this.#first ??= { at: performance.now(), value };
    const seconds = (performance.now() - this.#first.at) / 1000;
    const left = timeLeft(seconds, value - this.#first.value, total - value);
    if (!this.#bar) {
      this.#bar = new SingleBar({
        format: 'epoch {epoch}/{epochs} | {percentage} % | {left} {bar}', // a narrow terminal cuts the bar
        stream: process.stderr,
        clearOnComplete: true,
        hideCursor: true,
        gracefulExit: true, // shows the cursor again at the first Ctrl-C, should a second one end the process
      });
      this.#bar.start(total, value, { epoch, epochs: this.epochs, left });
    }
    this.#bar.update(value, { epoch, left });
  }

  #epoch(metrics: EpochMetrics): void {
    this.stop();
    const { dim, green } = this.io.noteColor;
    const percent = (value: number): string => (100 * value).toFixed(2).padStart(6);
    const { token, entity, averagePrecision } = metrics.dev;
    const line = [
      `epoch ${String(metrics.epoch).padStart(String(this.epochs).length)}/${this.epochs}`,
      `loss ${metrics.loss.toFixed(4)}`,
      `${this.share} ${percent(metrics.violating)} %`,
      `rate ${metrics.rate.toFixed(4)}`,
      `dev token F1 ${percent(token.f1)}`,
      `entity P ${percent(entity.precision)} R ${percent(entity.recall)} F1 ${percent(entity.f1)}`,
      `AP ${percent(averagePrecision)}`,
      dim(`${Math.round(metrics.windowsPerSecond / 1000)}k windows/s`),
    ].join('  ');
    this.io.note(metrics.best ? `${line} ${green('*')}` : line);
  }

  /** Takes the bar away. */
  stop(): void {
    this.#bar?.stop();
    this.#bar = undefined;
  }
}
