/**
 * @file The one error class for errors that a user can fix. Everything else that is
 * thrown is a bug and keeps its stack.
 */

/** The kind of error; `cli/main.ts` turns it into the exit code. */
export type ErrorCode =
  | 'usage'
  | 'config'
  | 'corpus'
  | 'vectors'
  | 'model'
  | 'file'
  | 'gate'
  | 'diverged'
  | 'interrupted'
  | 'terminated';

/** Exit codes, as documented in the README. 0 is success and 1 a bug. */
export const exitCodes: Readonly<Record<ErrorCode, number>> = {
  usage: 2,
  config: 2,
  corpus: 3,
  vectors: 3,
  model: 3,
  file: 3,
  gate: 4,
  diverged: 5,
  interrupted: 130,
  terminated: 143,
};

/**
 * An error that the user can fix: `message` says what and where (`file:line`), `hint` how to fix it.
 *
 * @example
 * ```ts
 * import { NerwinError, Tagger } from 'nerwin';
 *
 * try {
 *   await Tagger.load('missing.safetensors');
 * } catch (error) {
 *   if (!(error instanceof NerwinError)) throw error; // a bug
 *   console.log(error.code, error.exitCode, error.hint); // → model 3 check the path
 * }
 * ```
 */
export class NerwinError extends Error {
  override readonly name = 'NerwinError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly hint = '',
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  /** The exit code with which the command ends for such an error. */
  get exitCode(): number {
    return exitCodes[this.code];
  }
}

/**
 * Returns the code of an error of the operating system, of Node or of a library; empty if it has none. Node calls a full
 * quota of Linux or macOS UNKNOWN.
 */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error && 'code' in error)) return '';
  return 'errno' in error && (error.errno === -122 || error.errno === -69) ? 'EDQUOT' : String(error.code);
}

const systemHints: Readonly<Record<string, [string, string]>> = {
  ENOENT: ['no such file or directory', 'check the path'],
  EISDIR: ['is a directory, expected a file', 'choose a file inside it'],
  ENOTDIR: ['a part of the path is a file, not a directory', 'check the path'],
  EACCES: ['permission denied', 'check the file permissions'],
  EPERM: ['operation not permitted', 'check the file permissions'],
  EROFS: ['the file system is read-only', 'choose another output path'],
  ENOSPC: ['no space left on the device', 'free some space, then run it again'],
  EEXIST: ['a file with this name already exists', 'choose another name'],
  EMFILE: ['too many open files', 'raise the limit with `ulimit -n`'],
  ENAMETOOLONG: ['the name is too long', 'check the path'],
  ELOOP: ['too many levels of symbolic links, possibly a loop', 'check the path'],
  EFBIG: ['the file size limit was exceeded', 'check `ulimit -f`, or choose another output path'],
  EDQUOT: ['the disk quota is exceeded', 'free some space, then run it again'],
  EIO: ['the device reported a read or write error', 'check the disk, or try another copy of the file'],
};

/**
 * Runs `action` and turns an operating-system error about `path` into a {@link NerwinError}; any other error
 * passes unchanged.
 */
export function withPath<T>(code: ErrorCode, path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw asPathError(code, path, error);
  }
}

/**
 * Returns the {@link NerwinError} for an operating-system error about `path`,
 * or `error` itself if it is not one.
 */
export function asPathError(code: ErrorCode, path: string, error: unknown): unknown {
  const known = systemHints[codeOf(error)] ?? otherHint(error);
  return known ? new NerwinError(code, `${path || "''"}: ${known[0]}`, known[1], { cause: error }) : error;
}

/** Returns the {@link NerwinError} for a failed system call whose caller did not say what it was about; undefined for other errors. */
export function asSystemError(error: unknown): NerwinError | undefined {
  if (!(error instanceof Error && 'syscall' in error && 'errno' in error)) return undefined;
  const path = 'path' in error && typeof error.path === 'string' ? error.path : 'a file';
  const found = asPathError('file', path, error);
  return found instanceof NerwinError ? found : undefined;
}

/** For a failed system call with any other error (of a network drive, for instance), but not for one that only a bug causes. */
function otherHint(error: unknown): [string, string] | undefined {
  if (!(error instanceof Error && 'syscall' in error && 'errno' in error)) return undefined;
  const isBug = ['EBADF', 'EFAULT', 'EPIPE'].includes(codeOf(error));
  return isBug ? undefined : [`the system reports: ${error.message}`, 'check the file and its disk'];
}
