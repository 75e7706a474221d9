import { expect } from 'vitest';
import { NerwinError } from '../../src/index.js';

/** Returns the NerwinError of an action or a promise; fails if there is none. */
export async function errorOf(action: Promise<unknown> | (() => unknown)): Promise<NerwinError> {
  try {
    await (typeof action === 'function' ? action() : action);
  } catch (error) {
    expect(error).toBeInstanceOf(NerwinError);
    return error as NerwinError;
  }
  throw new Error('expected an error');
}
