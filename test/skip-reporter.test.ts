import { expect, test } from 'vitest';
import { skipLines, titleIf } from './skip-reporter.js';

test('skipped tests are counted by reason; without one, the file is named', () => {
  const skipped = [
    { fullName: titleIf(false, 'no corpora', 'a > first'), file: 'a.test.ts' },
    { fullName: titleIf(false, 'no corpora', 'a > second'), file: 'a.test.ts' },
    { fullName: 'b > third', file: 'b.test.ts' },
  ];
  expect(skipLines(skipped)).toEqual(['2 tests skipped: no corpora', '1 test skipped: see b.test.ts']);
  expect(titleIf(true, 'no corpora', 'first')).toBe('first');
});
