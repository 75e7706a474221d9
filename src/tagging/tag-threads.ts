/**
 * @file Tags lines in several threads, each with its own table. A block of lines goes to the thread with the
 * fewest pending blocks; records are returned in the order of the lines. The output doesn't depend on the
 * number of threads, because a score doesn't depend on the table.
 */
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { builtPath } from '../built.js';
import type { LineBlock, LongBlock } from '../corpus/lines.js';
import { type ErrorCode, NerwinError } from '../error.js';
import type { TagJob } from './tag-job.js';
import { type RecordPiece, tagLongLine } from './tag-lines.js';
import type { Tagger } from './tagger.js';

/** The reply of a thread: the records of a block, or a user error. */
export type TagReply =
  | { readonly records: Uint8Array }
  | { readonly code: ErrorCode; readonly message: string; readonly hint: string };

/** Maximum time for a thread to exit, in milliseconds. */
const patience = 1000;

/** Blocks in flight per thread: one being tagged, one waiting. */
const blocksPerThread = 2;

/**
 * Yields the records of the lines in pieces, in order and as early as possible. If reading or a thread fails,
 * the records of the earlier blocks come first, then the error. A long line is tagged by the tagger of this thread
 * (`own` creates it), after the blocks before it.
 */
export async function* tagInThreads(
  blocks: AsyncIterable<LineBlock | LongBlock>,
  plan: TagJob,
  threads: number,
  own: () => Tagger,
): AsyncGenerator<RecordPiece> {
  const team = Array.from({ length: threads }, () => new TagThread(plan, threads));
  const source = blocks[Symbol.asyncIterator]();
  const underWay: Promise<Uint8Array>[] = [];
  let coming: Promise<Coming> | undefined = nextOf(source);
  let failure: { error: unknown } | undefined;
  let tagger: Tagger | undefined;
  try {
    while (coming || underWay.length > 0) {
      const hasRoom = underWay.length < blocksPerThread * threads;
      const event: Coming | Uint8Array = await Promise.race([
        ...underWay.slice(0, 1),
        ...(coming && hasRoom ? [coming] : []),
      ]);
      if (event instanceof Uint8Array) {
        underWay.shift();
        yield { bytes: event, endsRecord: true };
      } else if ('block' in event) {
        const { block } = event;
        if ('long' in block) {
          for (const records of underWay.splice(0)) yield { bytes: await records, endsRecord: true };
          tagger ??= own();
          yield* tagLongLine(block.long, tagger, plan);
        } else {
          const thread = team.reduce((best, other) => (other.load < best.load ? other : best));
          underWay.push(thread.tag(block.lines));
        }
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

type Coming =
  | { readonly block: LineBlock | LongBlock }
  | { readonly error: unknown }
  | { readonly isOver: true };

function nextOf(source: AsyncIterator<LineBlock | LongBlock>): Promise<Coming> {
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

  constructor(plan: TagJob, threads: number) {
    const workerData: TagJob = { ...plan, tableBytes: plan.tableBytes / threads };
    this.#worker = new Worker(builtPath('src/tagging/tag-worker.js'), { workerData, execArgv: [] });
    this.#over = once(this.#worker, 'exit').catch(() => {}); // an error is told below
    this.#worker.on('message', (reply: TagReply) => {
      const asked = this.#waiting.shift();
      if ('records' in reply) asked?.resolve(reply.records);
      else asked?.reject(new NerwinError(reply.code, reply.message, reply.hint));
    });
    this.#worker.on('error', (error) => {
      this.#failure = { error };
      for (const { reject } of this.#waiting.splice(0)) reject(error);
    });
  }

  /** Number of blocks without a reply so far. */
  get load(): number {
    return this.#waiting.length;
  }

  tag(lines: readonly string[]): Promise<Uint8Array> {
    const records = new Promise<Uint8Array>((resolve, reject) => {
      if (this.#failure) reject(this.#failure.error);
      else this.#waiting.push({ resolve, reject });
    });
    records.catch(() => {}); // the rejection is handled when its turn comes
    if (!this.#failure) this.#worker.postMessage(lines.join('\n'));
    return records;
  }

  /**
   * Asks the thread to exit, and terminates it only after a timeout: Node 20 may abort if a thread is
   * terminated while the engine is still compiling.
   */
  async end(): Promise<void> {
    this.#worker.postMessage(null);
    await Promise.race([this.#over, setTimeout(patience, undefined, { ref: false })]);
    await this.#worker.terminate();
  }
}
