/** @file Numbers the documents of a corpus from 0, across all files. A document never spans two files. */

/**
 * Where documents begin. 'auto': at each file and each document marker (`-DOCSTART-`, `# newdoc`);
 * 'docstart': the same, but at least one marker is required; 'file': at each file only; a number n: at each
 * file and after every n sentences.
 */
export type DocumentBoundary = 'auto' | 'docstart' | 'file' | number;

export class DocumentNumbers {
  /** Number of documents so far; the current document has number `count − 1`. */
  count = 0;
  #sentences = 0; // in the current file
  #marks = 0; // in the current file

  constructor(readonly boundary: DocumentBoundary) {}

  /** True if the current file has had a document marker. */
  get marked(): boolean {
    return this.#marks > 0;
  }

  /** To be called at the start of each file. */
  openFile(): void {
    this.#sentences = 0;
    this.#marks = 0;
  }

  /** Returns the document number of the next sentence; `opens` is true if a document marker precedes it. */
  next(opens: boolean): number {
    if (opens) this.#marks++;
    const { boundary } = this;
    const begins =
      typeof boundary === 'number' ? this.#sentences % boundary === 0 : opens && boundary !== 'file';
    if (begins || this.#sentences === 0) this.count++;
    this.#sentences++;
    return this.count - 1;
  }
}
