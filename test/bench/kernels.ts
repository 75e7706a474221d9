/**
 * @file Compares training steps with PyTorch, NumPy and TensorFlow.js: checks that all compute the
 * same, then measures them in turn.
 *
 * `npm run build`, then `node --import ./bin/register.js test/bench/kernels.ts [peers] [corpus]`: the folder
 * of the peers, and a corpus with two columns.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import type { Contender } from './contender.js';
import { KernelContender } from './kernel-contender.js';
import { python } from './machine.js';
import { corpusPairs, d, H, type Pairs, randomPairs, writePairs } from './pairs.js';
import { peakMeter } from './peak.js';
import { PeerContender } from './peer-contender.js';
import { currentPython, moduleVersion } from './peers.js';
import { median, ratio, thousands } from './statistics.js';
import { tfjsPeer } from './tfjs-peer.js';
import { verified } from './verification.js';

const [peers = '../shared/peers', corpus = '../shared/data/corpora/gmb/train.conll'] = process.argv.slice(2);
const rounds = 21;
const milliseconds = 100;
const folder = mkdtempSync(`${tmpdir()}/nerwin-bench-`);

function contenders(pairs: Pairs): Contender[] {
  const ours = [new KernelContender('simd', pairs), new KernelContender('loops', pairs)];
  writePairs(pairs, folder);
  if (!existsSync(`${peers}/torch_step.py`)) return [...ours, ...tfjsPeer(folder)];
  return [...ours, ...[python, currentPython].flatMap(ofPython), ...tfjsPeer(folder)];
}

/** The peers of a Python, with their versions; a line is printed for each that it lacks. */
function ofPython(command: string): PeerContender[] {
  const torch = `${peers}/torch_step.py`;
  const found: PeerContender[] = [];
  const [ofTorch, ofNumpy] = ['torch', 'numpy'].map((name) => moduleVersion(name, command));
  if (ofTorch !== undefined && ofNumpy !== undefined) {
    found.push(new PeerContender(`torch ${ofTorch} autograd`, command, torch, folder, 'autograd'));
    found.push(new PeerContender(`torch ${ofTorch} by hand`, command, torch, folder, 'hand'));
  } else console.log(`**** NO PYTORCH in ${command}: npm run bench -- --peers`);
  if (ofNumpy !== undefined)
    found.push(new PeerContender(`numpy ${ofNumpy}`, command, `${peers}/numpy_step.py`, folder));
  else console.log(`**** NO NUMPY in ${command}: npm run bench -- --peers`);
  return found;
}

async function compare(pairs: Pairs, sizes: readonly number[], peak: () => number): Promise<void> {
  const running = await verified(contenders(pairs));
  console.log(`\n${pairs.name}: V ${pairs.V}, ${running.length} contenders agree to 1e-4`);
  for (const B of sizes) {
    const speeds = running.map((): number[] => []);
    const peaks: number[] = [];
    for (let round = 0; round < rounds; round++) {
      peaks.push(peak());
      for (const [k, contender] of running.entries()) {
        speeds[k].push(await contender.time(B, 1, milliseconds));
      }
    }
    const share = (4 * 5 * d * H * 2 * median(speeds[0])) / median(peaks);
    const note = pairs.name === 'random rows' ? `: ${(100 * share).toFixed(0)} % of the 128-bit peak` : '';
    console.log(`  B = ${B}${note}`);
    for (const [k, { name }] of running.entries()) {
      const times = k === 0 ? '' : `   simd is ${ratio(speeds[0], speeds[k])}`;
      console.log(`    ${name.padEnd(24)}${thousands(median(speeds[k])).padStart(8)} pairs/s${times}`);
    }
  }
  for (const contender of running) contender.close();
}

console.log(`node ${process.version}, ${cpus()[0].model}, ${cpus().length} cores, d = ${d}, H = ${H}`);
if (!existsSync(`${peers}/torch_step.py`))
  console.log(`no peers in ${peers}: our kernels, and tfjs if it is installed`);
try {
  const peak = peakMeter(folder);
  await compare(randomPairs(20_000, 16_384), [1, 32, 256], peak);
  const real = corpusPairs(corpus, 'window', 16_384);
  const replaced = corpusPairs(corpus, 'center', 16_384);
  if (real && replaced) {
    await compare(real, [1, 32, 256], peak);
    await compare(replaced, [1, 32, 256], peak);
  } else console.log(`no corpus ${corpus}: random rows alone`);
} finally {
  rmSync(folder, { recursive: true });
}
