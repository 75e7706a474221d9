/** @file Files for the tests of this folder, in a folder of their own that goes when the tests end. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { NerwinError } from '../../src/error.js';

/** A function that writes a file and returns its path. */
export function scratch(): { folder: string; write: (name: string, content: string | Uint8Array) => string } {
  const folder = mkdtempSync(join(tmpdir(), 'nerwin-corpus-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return {
    folder,
    write(name, content) {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
  };
}

/** The NerwinError that `action` throws; fails the test when it throws nothing or anything else. */
export async function faultOf(action: () => unknown): Promise<NerwinError> {
  try {
    await action();
  } catch (error) {
    expect(error).toBeInstanceOf(NerwinError);
    return error as NerwinError;
  }
  throw new Error('expected a NerwinError, but nothing was thrown');
}
