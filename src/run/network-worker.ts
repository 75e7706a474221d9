/** @file Worker thread of `trainAtOnce`: trains one network and reports its progress by messages. */
import { parentPort, workerData } from 'node:worker_threads';
import { NerwinError } from '../error.js';
import { TrainingSession } from '../training/training-session.js';
import type { NetworkReply, NetworkTask } from './network-threads.js';
import { trainNetwork } from './network-training.js';
import { RunFolder } from './run-folder.js';

if (!parentPort) throw new Error('this file runs only as a worker thread');
const port = parentPort;
const { data, means, bag, network } = workerData as NetworkTask;
const seconds = (): number => performance.now() / 1000;
const tell = (reply: NetworkReply): void => port.postMessage(reply);
/**
 * Minimum time between two messages about batches, in seconds; events come much more often than anyone can
 * read them.
 */
const minimumInterval = 0.1;

function train(): void {
  const workplace = new TrainingSession(data, means, seconds);
  let lastMessageAt = 0;
  const folder = new RunFolder(bag.folder, bag.lockText);
  for (const event of trainNetwork(workplace, { ...bag, folder }, network)) {
    if (event.kind === 'batch' && seconds() - lastMessageAt < minimumInterval) continue;
    lastMessageAt = seconds();
    tell({ event });
  }
  workplace.close();
}

try {
  train();
} catch (error) {
  if (!(error instanceof NerwinError)) throw error; // a bug: it is reported with its stack
  const { code, message, hint } = error;
  tell({ code, message, hint });
}
