import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = new URL('../../src/simd/', import.meta.url);

test('fields.ts is what the build derives from the structs of the WebAssembly code', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nerwin-fields-'));
  const fresh = join(folder, 'fields.ts');
  execFileSync(process.execPath, [fileURLToPath(new URL('assembly/fields.js', root)), fresh]);
  expect(readFileSync(fresh, 'utf8')).toBe(readFileSync(new URL('fields.ts', root), 'utf8'));
  rmSync(folder, { recursive: true });
});
