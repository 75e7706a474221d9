/** @file Events that are pushed by one and read by any number of readers, each from the first event on. */

type State = { readonly kind: 'open' | 'ended' } | { readonly kind: 'failed'; readonly error: unknown };

/**
 * Keeps all events, so that a reader who comes late misses none. Progress events are small, and there are at most
 * ten a second.
 */
export class EventQueue<T> {
  readonly #events: T[] = [];
  #state: State = { kind: 'open' };
  #wake: (() => void) | undefined;
  #news = this.#nextNews();

  push(event: T): void {
    this.#events.push(event);
    this.#announce();
  }

  /** Ends the readers once they have read all events. */
  end(): void {
    this.#state = { kind: 'ended' };
    this.#announce();
  }

  /** Like {@link end}, but the readers throw `error`. */
  fail(error: unknown): void {
    this.#state = { kind: 'failed', error };
    this.#announce();
  }

  /** Yields all events, those of the past first. */
  async *read(): AsyncGenerator<T, void, undefined> {
    for (let k = 0; ; k++) {
      while (k >= this.#events.length) {
        if (this.#state.kind === 'failed') throw this.#state.error;
        if (this.#state.kind === 'ended') return;
        await this.#news;
      }
      yield this.#events[k];
    }
  }

  #nextNews(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  #announce(): void {
    this.#wake?.();
    this.#news = this.#nextNews();
  }
}
