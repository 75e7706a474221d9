/**
 * @file What the engine compiled of a file of the bundle, kept beside it in FILE.cache: `tag "…"` starts a third earlier with it. The build
 * writes it. It is used only if neither it nor the file has changed since, because the engine trusts such data blindly.
 *
 * FILE.cache is the CRC-32 (4 bytes, little-endian) of FILE and of the data that follow. The engine itself refuses data of another version.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { crc32 } from 'node:zlib';

const checksumBytes = 4;
const cacheOf = (file: string): string => `${file}.cache`;

/** Loads the CommonJS file `name` of a folder from its cache, so that `require` finds it loaded. Does nothing if no cache fits. */
export function loadFromCache(folder: string, name: string): void {
  const file = join(folder, name);
  const source = read(file);
  const kept = read(cacheOf(file));
  if (!source || !kept || kept.length <= checksumBytes) return;
  const data = kept.subarray(checksumBytes);
  if (kept.readUInt32LE(0) === checksum(source, data)) run(compile(name, source, data), file);
}

/** Loads the CommonJS file `name` of a folder and writes its cache, with all that `use` has made the engine compile. */
export async function writeCache(folder: string, name: string, use: () => unknown): Promise<void> {
  const file = join(folder, name);
  const source = readFileSync(file);
  const script = compile(name, source);
  run(script, file);
  await use();
  const data = script.createCachedData();
  const sum = Buffer.alloc(checksumBytes);
  sum.writeUInt32LE(checksum(source, data));
  writeFileSync(cacheOf(file), Buffer.concat([sum, data]));
}

const checksum = (source: Uint8Array, data: Uint8Array): number => crc32(data, crc32(source));

function read(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined; // then the file is loaded as any other
  }
}

/** The engine keeps the name of the script in the cache, so it is not the path where it was built. */
const compile = (name: string, source: Buffer, cachedData?: Buffer): Script =>
  new Script(`(function (exports, require, module, __filename, __dirname) { ${source}\n})`, {
    filename: `nerwin/${name}`,
    ...(cachedData && { cachedData }),
  });

/** Runs a compiled file as `require` does. */
function run(script: Script, file: string): void {
  const require = createRequire(file);
  const module = new Module(file);
  module.filename = file;
  require.cache[file] = module;
  script.runInThisContext().call(module.exports, module.exports, require, module, file, dirname(file));
  module.loaded = true;
}
