/**
 * @file CRC-32, the checksum of gzip and PNG, as an integer below 2³². It finds every change of one bit; it is not for secrets. Node
 * computes it in native code, so a model opens fast before the engine has optimized anything. For browsers see `crc32.browser.ts`.
 */
export { crc32 } from 'node:zlib';
