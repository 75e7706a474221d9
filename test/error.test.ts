import { expect, test } from 'vitest';
import { asPathError, asSystemError, NerwinError } from '../src/error.js';

/** An error as Node throws it when a system call fails. */
const failed = (code: string, errno: number, syscall: string): Error =>
  Object.assign(new Error(`${code}: unknown error, ${syscall}`), { code, errno, syscall });

test('a full quota is named, although Node does not know its number', () => {
  for (const [code, errno] of [
    ['UNKNOWN', -122],
    ['Unknown system error -122', -122],
    ['UNKNOWN', -69],
  ] as const) {
    const error = asPathError('file', 'out.txt', failed(code, errno, 'write'));
    expect(error).toBeInstanceOf(NerwinError);
    expect(error).toMatchObject({ code: 'file', message: 'out.txt: the disk quota is exceeded' });
  }
});

test('any failed system call is a user error with the reason, except for those that only a bug causes', () => {
  expect(asPathError('corpus', 'x.conll', failed('ESTALE', -116, 'read'))).toMatchObject({
    message: 'x.conll: the system reports: ESTALE: unknown error, read',
    hint: 'check the file and its disk',
    exitCode: 3,
  });
  const bug = failed('EBADF', -9, 'close');
  expect(asPathError('file', 'x', bug)).toBe(bug);
  const other = new TypeError('x is undefined');
  expect(asPathError('file', 'x', other)).toBe(other);
});

test('a failed system call that nobody expected is a user error with its path, if it has one', () => {
  const error = Object.assign(failed('EACCES', -13, 'stat'), { path: '/runs/a' });
  expect(asSystemError(error)).toMatchObject({
    code: 'file',
    message: '/runs/a: permission denied',
    exitCode: 3,
  });
  expect(asSystemError(failed('EIO', -5, 'fstat'))).toMatchObject({
    message: 'a file: the device reported a read or write error',
  });
  expect(asSystemError(failed('EBADF', -9, 'close'))).toBeUndefined();
  expect(asSystemError(new TypeError('x is undefined'))).toBeUndefined();
});
