/** @file Files of word vectors for the tests, written to a temporary folder that is removed afterwards. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { NerwinError } from '../../src/error.js';

/** A folder of this test file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'nerwin-vectors-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Writes files into `folder` and gives their paths. */
export const writer =
  (folder: string) =>
  (name: string, contents: string | Buffer): string => {
    const path = join(folder, name);
    writeFileSync(path, contents);
    return path;
  };

/** word2vec's binary format; `end` follows each entry. */
export function word2vecBinary(
  entries: readonly (readonly [string | Buffer, readonly number[]])[],
  end = '\n',
): Buffer {
  const d = entries[0][1].length;
  const parts: (string | Buffer)[] = [`${entries.length} ${d}\n`];
  for (const [word, row] of entries) parts.push(word, ' ', Buffer.from(Float32Array.from(row).buffer), end);
  return Buffer.concat(parts.map((part) => Buffer.from(part as string)));
}

/** The fault that `action` ends with. */
export async function faultOf(action: Promise<unknown>): Promise<NerwinError> {
  try {
    await action;
  } catch (error) {
    if (error instanceof NerwinError) return error;
    throw error;
  }
  throw new Error('expected a NerwinError');
}
