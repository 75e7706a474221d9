/** @file Numbers the documents of a corpus, from 0 over all files. A document never goes on in another file. */

/**
 * Where a document begins: 'auto' at each file and at each mark in it (`-DOCSTART-`, `# newdoc`), 'docstart' the same
 * with marks required, 'file' at each file only, a number n at each file and after every n sentences.
 */
export type DocumentBoundary = 'auto' | 'docstart' | 'file' | number;

export class DocumentNumbers {
  /** Documents so far, that is one more than the number of the present one. */
  count = 0;
  #sentences = 0; // of the present file
  #marks = 0; // of the present file

  constructor(readonly boundary: DocumentBoundary) {}

  /** Whether the present file has marks that begin documents. */
  get marked(): boolean {
    return this.#marks > 0;
  }

  /** To be called at the start of each file. */
  openFile(): void {
    this.#sentences = 0;
    this.#marks = 0;
  }

  /** The document of the next sentence; `opens` says that a mark stands before it. */
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
