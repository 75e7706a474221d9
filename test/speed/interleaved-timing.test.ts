import { describe, expect, test } from 'vitest';
import { measure, type Runner, repeatFor, spreadOf } from '../../src/speed/interleaved-timing.js';

describe('rounds', () => {
  test('runners take turns; the first round does not count; speeds are units over seconds', () => {
    const order: string[] = [];
    const runner = (name: string, unit: string, units: number): Runner => ({
      name,
      unit,
      run: (seconds) => {
        order.push(name);
        return { units: units * order.length, seconds };
      },
    });
    const [a, b] = measure([runner('a', 'pairs/s', 1), runner('b', 'ms', 10)], 6, 2); // 1 s each
    expect(order).toEqual(['a', 'b', 'a', 'b', 'a', 'b']);
    expect(a.rounds).toEqual([3, 5]);
    expect([a.minimum, a.median, a.maximum]).toEqual([3, 5, 5]);
    expect(b.rounds).toEqual([1000 / 40, 1000 / 60]); // milliseconds a unit
  });

  test('a step is repeated until the time is over, and at least once', () => {
    let now = 0;
    const step = (): number => {
      now += 0.4;
      return 7;
    };
    expect(repeatFor(1, () => now, step)).toEqual({ units: 21, seconds: expect.closeTo(1.2) });
    expect(repeatFor(0, () => now, step).units).toBe(7);
  });

  test('the spread of one, of an odd and of an even number of values', () => {
    expect(spreadOf([3])).toEqual({ minimum: 3, median: 3, maximum: 3 });
    expect(spreadOf([5, 1, 3])).toEqual({ minimum: 1, median: 3, maximum: 5 });
    expect(spreadOf([4, 1, 2, 3]).median).toBe(3);
  });
});
