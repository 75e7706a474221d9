import { expect, test } from 'vitest';
import { ThreadChoice } from '../../src/simd/thread-choice.js';

/** Takes `steps` steps on a machine where a step of 64 windows lasts `duration(threads)`; returns the threads of each. */
function chosen(
  choice: ThreadChoice,
  clock: { now: number },
  steps: number,
  duration: (threads: number) => number,
): number[] {
  return Array.from({ length: steps }, () => {
    const threads = choice.next(64);
    clock.now += duration(threads);
    return threads;
  });
}

const share = (list: number[], threads: number): number =>
  list.filter((each) => each === threads).length / list.length;

function started(threads: number): { choice: ThreadChoice; clock: { now: number } } {
  const clock = { now: 5 };
  return { clock, choice: new ThreadChoice(threads, () => clock.now) };
}

test('all threads work where they are faster, one where they are slower, whenever that changes', () => {
  const { choice, clock } = started(4);
  const helps = (threads: number): number => (threads === 4 ? 0.3 : 1);
  const hinders = (threads: number): number => (threads === 4 ? 3 : 1);
  expect(share(chosen(choice, clock, 10_000, helps), 4)).toBeGreaterThan(0.98);
  chosen(choice, clock, 2048, hinders); // a trial is due at some step of these
  expect(share(chosen(choice, clock, 10_000, hinders), 1)).toBeGreaterThan(0.98);
  chosen(choice, clock, 2048, helps);
  expect(share(chosen(choice, clock, 10_000, helps), 4)).toBeGreaterThan(0.98);
});

test('the start of a block, in which threads wake, and long pauses do not count', () => {
  for (const shared of [0.8, 1.2]) {
    const { choice, clock } = started(2);
    let before = 1;
    let step = 0;
    const steps = chosen(choice, clock, 8192, (threads) => {
      const wakes = threads > before;
      before = threads;
      const pause = step++ % 9 === 0 ? 1000 : 0;
      return pause + (wakes ? 50 : threads === 2 ? shared : 1);
    });
    expect(share(steps.slice(4096), shared < 1 ? 2 : 1)).toBeGreaterThan(0.98);
  }
});

test('steps of different sizes are compared by the window', () => {
  const { choice, clock } = started(2);
  const threads = Array.from({ length: 4096 }, (_, k) => {
    const windows = k % 3 === 0 ? 640 : 64;
    const used = choice.next(windows);
    clock.now += windows * (used === 2 ? 0.9 : 1);
    return used;
  });
  expect(share(threads.slice(1024), 2)).toBeGreaterThan(0.98);
});

test('one thread is never timed', () => {
  const choice = new ThreadChoice(1, () => expect.unreachable());
  expect(new Set(Array.from({ length: 4096 }, () => choice.next(64)))).toEqual(new Set([1]));
});
