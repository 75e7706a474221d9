import { describe, expect, test } from 'vitest';
import { configSchema } from '../../src/config/schema.js';
import { configWarnings } from '../../src/config/warnings.js';

const config = (strategy: string, kind = 'window') =>
  configSchema.parse({
    corpus: { train: 'a', dev: 'b' },
    vectors: { file: 'c' },
    corruption: { strategy },
    model: { kind },
  });

describe('advice', () => {
  test.each(['uniform', 'hard'])('no warning for the strategy %s', (strategy) => {
    expect(configWarnings(config(strategy))).toEqual([]);
  });

  test.each([
    ['sentence', 'sentences without a location', '60.3 on WikiGold and 58.7 on UNER EWT'],
    ['replace-center', 'a non-location word in its own context', '42.9 on WikiGold and 31.3 on UNER EWT'],
  ])('%s alone is a trap: why, and by how much', (strategy, reason, figures) => {
    const [line, ...others] = configWarnings(config(strategy));
    expect(others).toEqual([]);
    expect(line).toMatch(
      new RegExp(
        `^corruption\\.strategy ${strategy}: with this strategy alone, the network never sees ${reason};`,
      ),
    );
    expect(line).toContain(figures);
    expect(line).toContain('(uniform: 67.1 and 63.9, hard: 65.8 and 64.4)');
  });

  test('a softmax has no corrupt windows', () => {
    expect(configWarnings(config('sentence', 'softmax'))).toEqual([]);
  });
});
