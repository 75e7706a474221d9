/** @file The error about a config: all faults in one, but never more than a screen or two of them. */
import { NerwinError } from '../error.js';

/** Faults that one message lists. */
export const mostShown = 50;

/** The error with one line for every fault; beyond fifty they are only counted. */
export function configError(messages: readonly string[], hint: string): NerwinError {
  const rest = messages.length - mostShown;
  const shown = rest > 0 ? [...messages.slice(0, mostShown), `… and ${rest} more`] : messages;
  return new NerwinError('config', shown.join('\n'), hint);
}
