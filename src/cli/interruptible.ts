/** @file Writes results piece by piece until a signal asks to stop. */
import { NerwinError } from '../error.js';
import type { RecordPiece } from '../tagging/tag-lines.js';

/**
 * Passes each piece to `write`, and stops after the next whole record when SIGINT or SIGTERM arrives, also while the
 * input is silent. A second signal ends the process at once. Throws 'interrupted' or 'terminated'.
 */
export async function writeUntilSignal(
  pieces: AsyncIterable<RecordPiece>,
  write: (piece: Uint8Array) => Promise<void> | void,
): Promise<void> {
  let caught: 'interrupted' | 'terminated' | undefined;
  let isWhole = true; // true if what is written ends with a whole record
  let wake = (): void => {};
  const stop = (code: typeof caught) => (): void => {
    caught ??= code;
    if (isWhole) wake();
  };
  const [interrupt, terminate] = [stop('interrupted'), stop('terminated')];
  process.once('SIGINT', interrupt).once('SIGTERM', terminate);
  const source = pieces[Symbol.asyncIterator]();
  try {
    for (;;) {
      // A new promise for each piece: one that stays pending would collect a reaction each time.
      const next = await new Promise<IteratorResult<RecordPiece> | undefined>((resolve, reject) => {
        wake = () => resolve(undefined);
        source.next().then(resolve, reject);
      });
      if (caught && isWhole)
        throw new NerwinError(caught, 'stopped by a signal; the records written are whole');
      if (!next || next.done) return;
      isWhole = next.value.endsRecord;
      await write(next.value.bytes);
    }
  } finally {
    process.removeListener('SIGINT', interrupt).removeListener('SIGTERM', terminate);
    void source.return?.(undefined); // not awaited: it waits for lines that may never come
  }
}
