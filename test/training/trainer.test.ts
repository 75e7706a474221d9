import { expect, test } from 'vitest';
import { settings, trainerFor } from './sample.js';

test('slow batches emit one event each, so that an interrupt need not wait for eight of them', () => {
  const trainer = trainerFor(settings); // its clock goes on by a second each time it is read
  const done: number[] = [];
  for (const event of trainer.run()) {
    if (event.kind === 'epoch') break;
    done.push(event.done);
  }
  const { length } = trainer.parts.objective.centers;
  expect(length).toBeGreaterThan(2);
  expect(done).toEqual(Array.from({ length }, (_, k) => k + 1));
});
