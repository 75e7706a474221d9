/**
 * @file Reads word vectors in GloVe's text format, keeping a tenth of the words: nerwin, a Python loop as a
 * user would write it, and reading the bytes alone.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { Random } from '../../src/random.js';
import { readVectors } from '../../src/vectors/read.js';
import { python } from './machine.js';
import { median, ratio, seconds } from './statistics.js';

const isLarge = process.env.NERWIN_BENCH_LARGE === '1';
const words = isLarge ? 400_000 : 100_000;
const d = 100;
const rounds = 5;
const isKept = (word: string): boolean => word.endsWith('7');

/** Returns the numbers of a few rows, to compare with what was read. */
function writeGlove(path: string): Map<string, Float32Array> {
  const random = Random.seeded(1);
  const some = new Map<string, Float32Array>();
  const file = openSync(path, 'w');
  for (let first = 0; first < words; first += 1000) {
    let text = '';
    for (let k = first; k < first + 1000; k++) {
      const numbers = Array.from({ length: d }, () => (2 * random.uniform() - 1).toFixed(5));
      text += `word${k} ${numbers.join(' ')}\n`;
      if (isKept(`word${k}`) && first % 10_000 === 0)
        some.set(`word${k}`, Float32Array.from(numbers, Number));
    }
    writeSync(file, text);
  }
  closeSync(file);
  return some;
}

/** Reads only the bytes, in file order. */
function readBytes(path: string): void {
  const file = openSync(path, 'r');
  const buffer = Buffer.alloc(1 << 20);
  while (readSync(file, buffer, 0, buffer.length, null) > 0);
  closeSync(file);
}

const loop = `
import sys
import numpy as np
words, rows = {}, []
with open(sys.argv[1], encoding="utf-8") as lines:
    for line in lines:
        word, *numbers = line.rstrip().split(" ")
        if word.endswith("7"):
            words[word] = len(rows)
            rows.append(np.array(numbers, dtype=np.float32))
table = np.stack(rows)
`;

const folder = mkdtempSync(`${tmpdir()}/nerwin-bench-`);
try {
  const path = `${folder}/glove.txt`;
  const expected = writeGlove(path);
  const megabytes = statSync(path).size / 1e6;
  const read = await readVectors(path, { keep: isKept });
  assert.equal(read.words.length, words / 10);
  for (const [word, vector] of expected) {
    const row = read.words.indexOf(word);
    assert.deepEqual(read.vectors.subarray(row * d, (row + 1) * d), vector);
  }
  const script = `${folder}/loop.py`;
  writeFileSync(script, loop);
  const readers: [name: string, read: () => unknown][] = [
    ['nerwin', () => readVectors(path, { keep: isKept })],
    ['bytes alone', () => readBytes(path)],
  ];
  if (existsSync(python)) readers.push(['Python loop', () => execFileSync(python, [script, path])]);
  else console.log(`no ${python}: nothing to compare with`);
  const speeds = readers.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [k, [, run]] of readers.entries()) {
      const start = seconds();
      await run();
      speeds[k].push(megabytes / (seconds() - start));
    }
  }
  console.log(
    `${megabytes.toFixed(0)} MB of text, ${words} words of ${d} numbers, a tenth kept; ${rounds} rounds in turn`,
  );
  for (const [k, [name]] of readers.entries()) {
    const [low, high] = [Math.min(...speeds[k]), Math.max(...speeds[k])];
    const times = k === 0 ? '' : `   nerwin is ${ratio(speeds[0], speeds[k])}`;
    console.log(
      `  ${name.padEnd(12)}${median(speeds[k]).toFixed(0).padStart(6)} MB/s (${low.toFixed(0)} – ${high.toFixed(0)})${times}`,
    );
  }
} finally {
  rmSync(folder, { recursive: true });
}
