/**
 * @file A thread of `tagInThreads`: receives lines as messages and sends their records back; null ends it.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { NerwinError } from '../error.js';
import { ByteBuffer } from './byte-buffer.js';
import { createTagger, type TagJob } from './tag-job.js';
import type { TagReply } from './tag-threads.js';

if (!parentPort) throw new Error('this file runs only as a worker thread');
const port = parentPort;
const out = new ByteBuffer();
let opened: ReturnType<typeof createTagger> | undefined;

port.on('message', (lines: string | null) => {
  if (lines === null) {
    port.close();
    return;
  }
  const { reply, transfer } = answer(lines);
  port.postMessage(reply, transfer);
});

function answer(lines: string): { reply: TagReply; transfer: ArrayBuffer[] } {
  try {
    opened ??= createTagger(workerData as TagJob);
    const { tagger, write } = opened;
    tagger.tagAll(lines.split('\n'), (tagged) => write(tagged, out));
    const records = new Uint8Array(out.take());
    return { reply: { records }, transfer: [records.buffer] };
  } catch (error) {
    if (!(error instanceof NerwinError)) throw error; // a bug: ends the thread, and is reported with its stack
    const { code, message, hint } = error;
    return { reply: { code, message, hint }, transfer: [] };
  }
}
