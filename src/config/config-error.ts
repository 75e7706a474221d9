/** @file The error for an invalid config: one message for all problems, limited to a screen or two. */
import { NerwinError } from '../error.js';

/** Maximum number of problems listed in one message. */
export const maxShown = 50;

/** Creates the error with one line per problem; those beyond {@link maxShown} are only counted. */
export function configError(messages: readonly string[], hint: string): NerwinError {
  const rest = messages.length - maxShown;
  const shown = rest > 0 ? [...messages.slice(0, maxShown), `… and ${rest} more`] : messages;
  return new NerwinError('config', shown.join('\n'), hint);
}
