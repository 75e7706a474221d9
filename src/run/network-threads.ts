/**
 * @file Trains the networks of a bag at the same time, each in its own thread; spare threads share the work
 * of a network. The result doesn't depend on the threads: every network has its own random generators, and a
 * kernel computes the same on any number of threads.
 */
import { EventEmitter, on } from 'node:events';
import { Worker } from 'node:worker_threads';
import { builtPath } from '../built.js';
import { type ErrorCode, NerwinError } from '../error.js';
import { type ResourceLimits, type TrainingData, tableBytes } from '../training/training-session.js';
import { type BagJob, isStopped, type RunEvent, stop } from './network-training.js';

/** The data that a thread is given. */
export interface NetworkTask {
  readonly data: TrainingData;
  readonly means: ResourceLimits;
  /** Plain data: a thread opens the run folder by its path. */
  readonly bag: Omit<BagJob, 'folder'> & { readonly folder: string; readonly lockText: string | undefined };
  readonly network: number;
}

/** A message from a thread: a progress event of its network, or a user error. */
export type NetworkReply =
  | { readonly event: RunEvent }
  | { readonly code: ErrorCode; readonly message: string; readonly hint: string };

/**
 * Returns the number of threads for each network: one, or an equal share of all threads if fewer than
 * `threads` networks are left to start.
 */
export function sharesOf(networks: number, threads: number): number[] {
  return Array.from({ length: networks }, (_, k) => {
    const together = Math.min(threads, networks - (k - (k % threads)));
    return Math.floor(threads / together);
  });
}

/**
 * Trains the given networks of a bag in order, as many at a time as there are threads. If one fails, the
 * others are told to stop, and then the error is thrown.
 */
export async function* trainAtOnce(
  data: TrainingData,
  bag: BagJob,
  members: readonly number[],
  threads: number,
): AsyncGenerator<RunEvent> {
  const plain = plainData(data);
  const plainBag = { ...bag, folder: bag.folder.path, lockText: bag.folder.lockText };
  const shares = sharesOf(members.length, threads);
  const ownTable = tableBytes / Math.min(threads, members.length);
  const running = new Set<Worker>();
  const teller = new EventEmitter();
  const messages = on(teller, 'told', { close: ['over'] });
  let begun = 0;
  let free = threads;
  let failure: { readonly error: unknown } | undefined;

  const fail = (error: unknown): void => {
    failure ??= { error };
    stop(bag);
  };
  const begin = (network: number, own: number): void => {
    const means = { threads: own, tableBytes: ownTable };
    const workerData: NetworkTask = { data: plain, means, bag: plainBag, network };
    const worker = new Worker(builtPath('src/run/network-worker.js'), { workerData, execArgv: [] });
    running.add(worker);
    free -= own;
    worker.on('message', (reply: NetworkReply) => {
      if ('event' in reply) teller.emit('told', reply.event);
      else fail(new NerwinError(reply.code, reply.message, reply.hint));
    });
    worker.on('error', fail);
    worker.on('exit', (code) => {
      if (code !== 0) fail(new Error(`the thread of network ${network + 1} ended with code ${code}`)); // ignored if the thread has already reported its error
      running.delete(worker);
      free += own;
      beginMore();
    });
  };
  const beginMore = (): void => {
    for (; begun < members.length && shares[begun] <= free && !isStopped(bag); begun++)
      begin(members[begun], shares[begun]);
    if (running.size === 0) teller.emit('over');
  };

  beginMore();
  try {
    for await (const [event] of messages) yield event as RunEvent;
  } finally {
    begun = members.length; // the consumer has stopped, so start no more networks
    for (const worker of running) await worker.terminate();
  }
  if (failure) throw failure.error;
}

/**
 * Returns the data without methods and with X written. A thread gets its own copy of everything small and
 * shares the arrays.
 */
function plainData(data: TrainingData): TrainingData {
  const { config, layout, head, inputs, classes, train, dev, parts, start } = data;
  const { d, X, dense, featureStart, features } = inputs;
  const rows = { d, X, dense, featureStart, features };
  return { config, layout, head, inputs: rows, classes, train, dev, parts, start };
}
