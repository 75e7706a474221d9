/** @file What is said when one of several runs is interrupted. */
import { NerwinError } from '../error.js';

/**
 * Returns the error for an interrupted series: it goes on as a whole, and the hint of its run would resume only that run. Returns other
 * errors as they are. `message` is that of the run by default.
 */
export function interruptedSeries(error: unknown, message?: (code: string) => string): unknown {
  if (!(error instanceof NerwinError) || !['interrupted', 'terminated'].includes(error.code)) return error;
  const { code } = error;
  return new NerwinError(
    code,
    message?.(code) ?? error.message,
    'give the same command with --resume to continue',
    { cause: error },
  );
}
