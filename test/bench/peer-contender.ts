/** @file A peer: a Python script that prints a check, then answers `B threads milliseconds` with pairs per second. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Check, Contender } from './contender.js';

export class PeerContender implements Contender {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;
  #stderr = '';

  constructor(
    readonly name: string,
    python: string,
    script: string,
    folder: string,
    ...options: string[]
  ) {
    this.#process = spawn(python, [script, folder, ...options], { stdio: ['pipe', 'pipe', 'pipe'] });
    this.#process.stderr.on('data', (data) => {
      this.#stderr += String(data);
    });
    this.#lines = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }

  async check(): Promise<Check> {
    const [word, ...numbers] = (await this.#line()).split(' ');
    if (word !== 'check') throw new Error(`${this.name}: expected "check …", found "${word}"`);
    return numbers.map(Number);
  }

  async time(B: number, threads: number, milliseconds: number): Promise<number> {
    this.#process.stdin.write(`${B} ${threads} ${milliseconds}\n`);
    return Number(await this.#line());
  }

  close(): void {
    this.#process.stdin.end();
  }

  async #line(): Promise<string> {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error(`${this.name} ended: ${this.#stderr.trim().split('\n').at(-1)}`);
    return value;
  }
}
