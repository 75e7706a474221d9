/** @file Documents → the text of a file in a format, piece by piece. */

import type { AnnotatedDocument } from '../annotated-document.js';
import type { WrittenFormat } from './format.js';

/** Writes documents that come one by one. */
export class FramedWriter {
  readonly #writer;
  readonly #frame;
  #isFirst = true;

  constructor({ frame = ['', '', ''], open }: WrittenFormat) {
    this.#frame = frame;
    this.#writer = open();
  }

  /** Returns the text of a document, and what separates it from the one before. */
  write(document: AnnotatedDocument): string {
    const [before, between] = this.#frame;
    const lead = this.#isFirst ? before : between;
    this.#isFirst = false;
    return lead + this.#writer.write(document);
  }

  /** Returns the end of the file. */
  async end(): Promise<string | Uint8Array> {
    const [before, , after] = this.#frame;
    const end = (await this.#writer.end?.()) ?? '';
    return typeof end === 'string' ? (this.#isFirst ? before : '') + end + after : end;
  }
}
