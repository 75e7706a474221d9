/** @file Memory that threads can share. */

/**
 * Returns a buffer of `bytes` zeros that threads can share; in a browser without shared memory (a page that is
 * not cross-origin isolated), an ordinary one, because no threads train there.
 */
export const sharedBuffer = (bytes: number): ArrayBufferLike =>
  typeof SharedArrayBuffer === 'undefined' ? new ArrayBuffer(bytes) : new SharedArrayBuffer(bytes);
