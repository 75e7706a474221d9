import { expect, test } from 'vitest';
import { blockBytes } from '../../src/model/checksums.js';
import { LazyTensor } from '../../src/model/lazy-tensor.js';
import { Random } from '../../src/random.js';

test.each([0, 4, 8, 1000, blockBytes - 4])(
  'what is touched is read, wherever its blocks begin: %d',
  (firstBlock) => {
    const file = Int32Array.from({ length: 30_000 }, (_, k) => k + 1);
    const bytes = new Uint8Array(file.buffer);
    const [begin, end] = [blockBytes + 400, 4 * file.length - 12];
    let read = 0;
    const lazy = new LazyTensor(new Int32Array((end - begin) / 4), { begin, end, firstBlock }, (from, to) => {
      read += to - from;
      return bytes.subarray(from, to);
    });
    const random = Random.seeded(1);
    for (let trial = 0; trial < 50; trial++) {
      const from = random.below(lazy.data.length + 10) - 5;
      const to = from + random.below(3) ** 9;
      lazy.touch(from, to);
      for (let k = Math.max(0, from); k < Math.min(to, lazy.data.length); k++)
        expect(lazy.data[k]).toBe(begin / 4 + k + 1);
    }
    lazy.touch(0, lazy.data.length);
    expect(lazy.data).toEqual(file.subarray(begin / 4, end / 4));
    const before = read;
    lazy.touch(0, lazy.data.length);
    expect(read).toBe(before);
  },
);
