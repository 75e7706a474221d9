import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { NerwinError } from '../src/error.js';
import { isThere } from '../src/is-there.js';

test('a file is there, or not, or the system cannot tell', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nerwin-there-'));
  try {
    const file = join(folder, 'a');
    expect(isThere(file)).toBe(false);
    writeFileSync(file, '');
    expect(isThere(file)).toBe(true);
    expect(isThere(join(file, 'below a file'))).toBe(false);
    expect(isThere(folder)).toBe(true);
    expect(() => isThere(join(folder, 'x'.repeat(5000)), 'model')).toThrow(NerwinError);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
