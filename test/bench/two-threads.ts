/**
 * @file Compares training steps on two threads with one; both give the same bits. A machine that is busy, or
 * whose two processors are one core, has no second core to offer. So only those rounds count before and after
 * which two threads of plain multiplications and additions gained at least `idle`.
 *
 * `npm run build`, then `node --import ./bin/register.js test/bench/two-threads.ts
 * [corpus]`: a corpus with two columns.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { KernelContender } from './kernel-contender.js';
import { corpusPairs, type Pairs, randomPairs } from './pairs.js';
import { MachineGain } from './peak.js';
import { median, ratio } from './statistics.js';
import { verified } from './verification.js';

const [corpus = '../shared/data/corpora/gmb/train.conll'] = process.argv.slice(2);
const rounds = 31;
const milliseconds = 200;
const idle = 1.8;

async function compare(pairs: Pairs, B: number, machine: MachineGain): Promise<void> {
  const running = await verified([new KernelContender('simd', pairs), new KernelContender('simd', pairs, 2)]);
  const [one, two] = running as [KernelContender, KernelContender];
  const speeds: { one: number; two: number; gain: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    const before = await machine.measure();
    const [slow, fast] = [await one.time(B, 1, milliseconds), await two.time(B, 2, milliseconds)];
    speeds.push({ one: slow, two: fast, gain: Math.min(before, await machine.measure()) });
  }
  for (const contender of running) contender.close();
  const gainOf = (list: typeof speeds): string =>
    list.length === 0
      ? 'none'
      : ratio(
          list.map(({ two: fast }) => fast),
          list.map(({ one: slow }) => slow),
        );
  const counted = speeds.filter(({ gain }) => gain >= idle);
  console.log(
    `${`${pairs.name}, B = ${B}`.padEnd(32)}${gainOf(counted)} in the ${counted.length} of ${rounds} rounds when the machine had two cores; ${gainOf(speeds)} in all`,
  );
}

const folder = mkdtempSync(`${tmpdir()}/nerwin-bench-`);
const machine = new MachineGain(folder);
try {
  const gains: number[] = [];
  for (let k = 0; k < rounds; k++) gains.push(await machine.measure());
  console.log(
    `the machine itself: two threads do ${median(gains).toFixed(2)}× (${Math.min(...gains).toFixed(2)} – ${Math.max(...gains).toFixed(2)}) the work of one; it has two cores at ${idle}× or more`,
  );
  const real = corpusPairs(corpus, 'window', 16_384);
  const replaced = corpusPairs(corpus, 'center', 16_384);
  if (!real) console.log(`no corpus ${corpus}: random rows alone`);
  for (const pairs of [randomPairs(20_000, 16_384), real, replaced]) {
    for (const B of [32, 256]) if (pairs) await compare(pairs, B, machine);
  }
} finally {
  await machine.close();
  rmSync(folder, { recursive: true });
}
