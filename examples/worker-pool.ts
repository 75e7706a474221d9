/**
 * Tags texts in a pool of threads that share the bytes of one model:
 * `node --import ./bin/register.js examples/worker-pool.ts`.
 */
import { readFile } from 'node:fs/promises';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { Tagger, type TagRecord } from 'nerwin';
import modelUrl from 'nerwin/model';

if (isMainThread) await inPool(2);
else await asWorker();

/** Gives each thread a share of the texts, and prints the records in order. */
async function inPool(threads: number): Promise<void> {
  const file = await readFile(new URL(modelUrl));
  const model = new SharedArrayBuffer(file.length);
  new Uint8Array(model).set(file);
  const texts = Array.from({ length: 8 }, (_, k) => `Train ${k + 1} goes from London to Berlin.`);
  const size = Math.ceil(texts.length / threads);
  const shares = Array.from({ length: threads }, (_, k) => texts.slice(k * size, (k + 1) * size));
  const records = await Promise.all(
    shares.map(
      (share) =>
        new Promise<TagRecord[]>((resolve, reject) => {
          const worker = new Worker(new URL(import.meta.url), { workerData: { model, share } });
          worker.once('message', resolve);
          worker.once('error', reject);
        }),
    ),
  );
  for (const { text, locations } of records.flat())
    console.log(`${text}  ${locations.map((location) => location.text).join(', ')}`);
}

/** A thread: loads the shared model, and answers with the records of its share. */
async function asWorker(): Promise<void> {
  const { model, share } = workerData as { model: SharedArrayBuffer; share: string[] };
  const tagger = await Tagger.load(model);
  parentPort?.postMessage(share.map((text) => tagger.tag(text)));
}
