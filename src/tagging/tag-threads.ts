/**
 * @file Lines tagged by several threads, each with a table of its own: blocks of lines go to the thread that has the fewest, records
 * come back and leave in the order of the lines. Bytes don't depend on the number of threads, as a score doesn't on the table.
 */
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { LineBlock } from '../corpus/lines.js';
import { type Fault, NerwinError } from '../error.js';
import { packagePath } from '../package.js';
import type { TagPlan } from './tag-plan.js';

/** What a thread answers: the records of a block, or a user's fault. */
export type TagReply =
  | { readonly records: Uint8Array }
  | { readonly fault: Fault; readonly message: string; readonly hint: string };

/** How long a thread may take to come to its end, in milliseconds. */
const patience = 1000;

/** Blocks under way for each thread: one that it tags, one that waits for it. */
const blocksPerThread = 2;

/**
 * The records of the lines, in pieces, each as soon as all before it have left. When the lines or a thread fail, the records of the
 * blocks before come first, then the error.
 */
export async function* tagInThreads(
  blocks: AsyncIterable<LineBlock>,
  plan: TagPlan,
  threads: number,
): AsyncGenerator<Uint8Array> {
  const team = Array.from({ length: threads }, () => new TagThread(plan, threads));
  const source = blocks[Symbol.asyncIterator]();
  const underWay: Promise<Uint8Array>[] = [];
  let coming: Promise<Coming> | undefined = nextOf(source);
  let failure: { error: unknown } | undefined;
  try {
    while (coming || underWay.length > 0) {
      const hasRoom = underWay.length < blocksPerThread * threads;
      const event: Coming | Uint8Array = await Promise.race([
        ...underWay.slice(0, 1),
        ...(coming && hasRoom ? [coming] : []),
      ]);
      if (event instanceof Uint8Array) {
        underWay.shift();
        yield event;
      } else if ('block' in event) {
        const thread = team.reduce((best, other) => (other.load < best.load ? other : best));
        underWay.push(thread.tag(event.block.lines));
        coming = nextOf(source);
      } else {
        coming = undefined;
        if ('error' in event) failure = event;
      }
    }
    if (failure) throw failure.error;
  } finally {
    await Promise.all(team.map((thread) => thread.end()));
    void source.return?.(undefined); // not awaited: it waits for lines that may never come
  }
}

type Coming = { readonly block: LineBlock } | { readonly error: unknown } | { readonly isOver: true };

function nextOf(source: AsyncIterator<LineBlock>): Promise<Coming> {
  return source.next().then(
    ({ done, value }) => (done ? { isOver: true } : { block: value }),
    (error: unknown) => ({ error }),
  );
}

/** A worker, which answers in order. */
class TagThread {
  readonly #worker: Worker;
  readonly #over: Promise<unknown>;
  readonly #waiting: { resolve(records: Uint8Array): void; reject(error: unknown): void }[] = [];
  #failure: { readonly error: unknown } | undefined;

  constructor(plan: TagPlan, threads: number) {
    const workerData: TagPlan = { ...plan, tableBytes: plan.tableBytes / threads };
    this.#worker = new Worker(packagePath('dist/src/tagging/tag-worker.js'), { workerData, execArgv: [] });
    this.#over = once(this.#worker, 'exit').catch(() => {}); // an error is told below
    this.#worker.on('message', (reply: TagReply) => {
      const { resolve, reject } = this.#waiting.shift()!;
      if ('records' in reply) resolve(reply.records);
      else reject(new NerwinError(reply.fault, reply.message, reply.hint));
    });
    this.#worker.on('error', (error) => {
      this.#failure = { error };
      for (const { reject } of this.#waiting.splice(0)) reject(error);
    });
  }

  /** Blocks that were given and not answered. */
  get load(): number {
    return this.#waiting.length;
  }

  tag(lines: readonly string[]): Promise<Uint8Array> {
    const records = new Promise<Uint8Array>((resolve, reject) => {
      if (this.#failure) reject(this.#failure.error);
      else this.#waiting.push({ resolve, reject });
    });
    records.catch(() => {}); // it is heard of when its turn comes
    if (!this.#failure) this.#worker.postMessage(lines.join('\n'));
    return records;
  }

  /** Lets the thread end by itself, since Node 20 may abort when it stops one that the engine still compiles for; stops it at last. */
  async end(): Promise<void> {
    this.#worker.postMessage(null);
    await Promise.race([this.#over, setTimeout(patience, undefined, { ref: false })]);
    await this.#worker.terminate();
  }
}
