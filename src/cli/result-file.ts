/** @file What a command prints, for a file instead of standard output. */
import { writeAtomically } from '../file.js';
import { resultTerminal } from './result-terminal.js';
import type { Terminal } from './terminal.js';

/** Collects results, so that a command that fails can still write what it found. */
export class ResultFile {
  /** Where results go: to the file, or to `io` without a file or for `-`. */
  readonly terminal: Terminal;
  readonly #path: string | undefined;
  readonly #pieces: (string | Uint8Array)[] = [];

  constructor(path: string | undefined, io: Terminal) {
    this.#path = path === '-' ? undefined : path;
    this.terminal =
      this.#path === undefined
        ? io
        : resultTerminal(io, (contents) => {
            this.#pieces.push(contents);
          });
  }

  /** Writes the file, if there is one: completely or not at all. */
  write(): void {
    if (this.#path === undefined) return;
    writeAtomically(this.#path, Buffer.concat(this.#pieces.map((piece) => Buffer.from(piece))));
    this.terminal.note(`wrote ${this.#path}`);
  }
}
