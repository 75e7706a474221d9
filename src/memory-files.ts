/**
 * @file Files that exist only in memory, for corpora that the caller of the library passes as values. They exist
 * while an action runs, and only for this action, so nothing is shared between two calls.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

/** Contents by path. */
export type MemoryFiles = ReadonlyMap<string, Uint8Array>;

const current = new AsyncLocalStorage<MemoryFiles>();

/** Runs `action`; until its promise is settled, the files exist for everything that it calls. */
export const withMemoryFiles = <T>(files: MemoryFiles, action: () => Promise<T>): Promise<T> =>
  files.size === 0 ? action() : current.run(files, action);

/** Returns the contents of a file in memory; undefined if there is none with this path. */
export const memoryFile = (path: string): Uint8Array | undefined => current.getStore()?.get(path);
