/** @file Progress of training: a bar on a terminal, one row per epoch above it or elsewhere. */
import { SingleBar } from 'cli-progress';
import { duration } from '../document/number-format.js';
import type { RunEvent } from '../run/network-training.js';
import type { EpochMetrics, EpochTiming } from '../training/metrics.js';
import { EpochTable } from './epoch-table.js';
import type { Terminal } from './terminal.js';

export type ProgressStyle = 'bar' | 'text' | 'none';

/**
 * Returns the estimated remaining time, such as `2 min 5 s left`, extrapolated from `seconds` for `done`
 * units to the remaining `rest` units. Empty if nothing is done yet.
 */
export function timeLeft(seconds: number, done: number, rest: number): string {
  if (done === 0) return '';
  const whole = Math.ceil((seconds * rest) / done);
  return `${whole < 60 ? `${whole} s` : duration(whole)} left`;
}

/** The totals that progress is measured against. */
export interface ProgressTotals {
  readonly epochs: number;
  readonly networks: number;
  /** Number of networks trained at the same time. */
  readonly parallelNetworks: number;
  /** The label of the fraction `insideMargin` of an epoch. */
  readonly share: 'pairs inside the margin' | 'misclassified tokens';
}

export class ProgressDisplay {
  #bar: SingleBar | undefined;
  /**
   * When the first bar was drawn, and the work done by then. Bars are removed and redrawn between epochs, so
   * this is kept here.
   */
  #first: { readonly at: number; readonly worked: number } | undefined;
  /** Epochs completed per network, including the fraction of the current one. */
  readonly #done = new Map<number, number>();
  /**
   * How many of these epochs took no time: they were done before a resume, or skipped because patience ran
   * out.
   */
  #skipped = 0;
  /** Networks in training. */
  readonly #running = new Set<number>();
  #table: EpochTable | undefined;
  /** The width that the table was made for. */
  #columns: number | undefined;
  #hasHeader = false;

  constructor(
    readonly style: ProgressStyle,
    readonly io: Terminal,
    readonly scale: ProgressTotals,
  ) {}

  show(event: RunEvent): void {
    const { epochs, networks } = this.scale;
    const { network } = event;
    if (this.style === 'none') return;
    switch (event.kind) {
      case 'begin':
        this.#running.add(network);
        this.#skipTo(network, event.epochs);
        if (networks > 1) this.#note(`network ${network + 1} of ${networks}, seed ${event.seed}`);
        if (this.scale.parallelNetworks === 1) this.#hasHeader = false;
        return;
      case 'batch':
        this.#done.set(network, event.epoch - 1 + event.done / event.centers);
        if (this.style === 'bar') this.#advance(event.epoch);
        return;
      case 'epoch':
        this.#epoch(network, event.metrics, event.timing);
        return;
      case 'end':
        this.#running.delete(network);
        this.#skipTo(network, epochs);
    }
  }

  #skipTo(network: number, epochs: number): void {
    this.#skipped += epochs - (this.#done.get(network) ?? 0);
    this.#done.set(network, epochs);
  }

  /** Removes the bar and prints a line. */
  #note(line: string): void {
    this.stop();
    this.io.note(line);
  }

  /** Redraws the bar. `epoch` is the current epoch of the network whose event came last. */
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
        gracefulExit: true, // restores the cursor at the first Ctrl-C, in case a second one kills the process
      });
      this.#bar.start(total, value, { place, left });
    }
    this.#bar.update(value, { place, left });
  }

  #place(epoch: number): string {
    const { epochs, networks } = this.scale;
    const running = [...this.#running].sort((a, b) => a - b).map((network) => network + 1);
    if (running.length > 1) return `networks ${running.join(', ')} of ${networks}`;
    return `${networks > 1 ? `network ${running[0]} of ${networks}, ` : ''}epoch ${epoch}/${epochs}`;
  }

  #epoch(network: number, metrics: EpochMetrics, timing: EpochTiming): void {
    const { networks, parallelNetworks, share } = this.scale;
    const { dim, green } = this.io.noteColor;
    const columns = this.io.noteColumns;
    if (!this.#table || columns !== this.#columns) {
      this.#table = new EpochTable(networks > 1 && parallelNetworks > 1, columns);
      this.#columns = columns; // a terminal can change its width
      this.#hasHeader = false;
      this.#note(dim(this.#table.legend(share)));
    }
    if (!this.#hasHeader) this.#note(dim(this.#table.header()));
    this.#hasHeader = true;
    const row = this.#table.row({ network: network + 1, metrics, timing });
    this.#note(metrics.best ? green(row) : row);
  }

  /** Removes the bar. */
  stop(): void {
    this.#bar?.stop();
    this.#bar = undefined;
  }
}
