/** @file Makes calls of Node's file system fail as a full or broken disk does. */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

type Name = Extract<keyof typeof fs, `${string}Sync`>;

/**
 * Runs `action` while those calls of the functions `names` fail, with EDQUOT, that `fails` picks: it gets the number of the
 * call, from 1, and its arguments. A `close` that fails has closed the file. Returns the number of calls.
 */
export async function withFailingCalls(
  names: readonly Name[],
  fails: (call: number, args: readonly unknown[]) => boolean,
  action: () => unknown,
): Promise<number> {
  let calls = 0;
  const whole = names.map((name) => [name, fs[name]] as const);
  for (const [name, original] of whole) {
    const call = original as (...args: unknown[]) => unknown;
    Object.assign(fs, {
      [name]: (...args: unknown[]): unknown => {
        if (!fails(++calls, args)) return call(...args);
        if (name === 'closeSync') call(...args);
        const error = new Error(`EDQUOT: unknown error, ${name}`);
        throw Object.assign(error, { code: 'UNKNOWN', errno: -122, syscall: name });
      },
    });
  }
  syncBuiltinESMExports();
  try {
    await action();
  } finally {
    Object.assign(fs, Object.fromEntries(whole));
    syncBuiltinESMExports();
  }
  return calls;
}
