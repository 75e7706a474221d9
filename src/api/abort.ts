/** @file Stopping work with an AbortSignal. */
import { NerwinError } from '../error.js';

/** Milliseconds of uninterrupted work after which other tasks, such as a timer that aborts, get their turn. */
const turn = 20;

/** Throws 'interrupted' if the signal is aborted; its reason is the cause. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw aborted(signal);
}

/** Returns the error of an aborted signal. */
export const aborted = (signal: AbortSignal): NerwinError =>
  new NerwinError('interrupted', 'aborted by the signal', 'call it again to start over', {
    cause: signal.reason,
  });

/**
 * Yields the items of `source` until the signal is aborted, even if the source then never yields again. Throws
 * 'interrupted'. The source is closed if the consumer stops early.
 */
export async function* abortable<T>(
  source: Iterable<T> | AsyncIterable<T>,
  signal: AbortSignal | undefined,
): AsyncGenerator<T> {
  if (!signal) {
    yield* source;
    return;
  }
  throwIfAborted(signal);
  const iterator =
    Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  let abort = (): void => {};
  const abortion = new Promise<never>((_, reject) => {
    abort = () => reject(aborted(signal));
  });
  abortion.catch(() => {}); // it may never be awaited
  signal.addEventListener('abort', abort, { once: true });
  let isDone = false;
  try {
    for (let since = performance.now(); ; ) {
      const next = await Promise.race([iterator.next(), abortion]);
      if (next.done) {
        isDone = true;
        return;
      }
      yield next.value;
      if (performance.now() - since > turn) {
        await new Promise((resolve) => setTimeout(resolve));
        since = performance.now();
      }
      throwIfAborted(signal);
    }
  } finally {
    signal.removeEventListener('abort', abort);
    // Not awaited: a source that hangs would never return.
    if (!isDone) Promise.resolve(iterator.return?.()).catch(() => {});
  }
}
