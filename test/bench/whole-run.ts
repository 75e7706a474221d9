/**
 * @file Compares a whole training run on news, `nerwin train`, with the same job in PyTorch
 * (`torch_train.py`): wall-clock time of both processes from start to end, and time to the F1 on dev that
 * both reach. Also shows where the time of `nerwin train` goes. Both read the same files and have one thread.
 * Two jobs: a full one (shapes, features and mean of the sentence, mined windows, dropout, mean of θ, two
 * thresholds), and a plain one (word vectors only, uniform corrupt windows, one threshold). PyTorch does the
 * first with nn.Dropout, as its user would, and with a dropout written for this benchmark that is faster
 * where PyTorch is built without MKL.
 */

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { WordLookUp } from '../../src/vectors/ladder.js';
import { readVectors } from '../../src/vectors/read.js';
import { binary } from './command.js';
import { python } from './machine.js';
import { currentPython, moduleVersion } from './peers.js';
import { median, ratio, seconds } from './statistics.js';
import { newsCorpus } from './texts.js';

const isLarge = process.env.NERWIN_BENCH_LARGE === '1';
const epochs = isLarge ? 8 : 4;
const rounds = 3;
/** The F1 of two runs of the same job with different random numbers can differ by this much. */
const tolerance = 0.015;

const plain = {
  ...{ epochs, batch: 32, K: 10, hidden: 100, rate: 0.5, threads: 1 },
  ...{ dropout: 0, bytewise: false, share: 0, quantile: 0.25, minimum: 200 },
  ...{ averageFrom: 0, averageEvery: 16, features: false, twoThresholds: false },
};
type Job = typeof plain;

const full: Job = {
  ...plain,
  ...{ dropout: 0.2, share: 0.25, averageFrom: epochs / 2, features: true, twoThresholds: true },
};

/** The job as a nerwin config. */
const configOf = (job: Job, corpus: string, vectors: string) => ({
  corpus: { root: resolve(corpus), train: 'train.conll', dev: 'dev.conll' },
  vectors: { file: vectors },
  features: job.features ? { shape: true, shape2: true, sentence: true, sentenceMean: true } : {},
  corruption: {
    strategy: job.share > 0 ? 'hard' : 'uniform',
    perTrue: job.K,
    hard: { share: job.share, quantile: job.quantile, minimum: job.minimum },
  },
  model: { hidden: job.hidden, activation: 'tanh' },
  training: {
    ...{ epochs, batch: job.batch, dropout: job.dropout, rate: { schedule: 'linear', start: job.rate } },
    averaging: { from: job.averageFrom, every: job.averageEvery },
  },
  decision: { thresholds: job.twoThresholds ? 'two' : 'one' },
  threads: job.threads,
});

/** A process that ended well: its lines, with the seconds since it began. */
interface Run {
  readonly seconds: number;
  readonly out: readonly string[];
  /** When each epoch ended, and its F1 on dev. */
  readonly epochs: readonly { readonly seconds: number; readonly f1: number }[];
}

/** Runs a command. `f1Of` finds the F1 in a line that tells of the end of an epoch. */
async function run(
  command: string,
  args: string[],
  f1Of: (line: string) => number | undefined,
): Promise<Run> {
  const start = seconds();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const all: { seconds: number; f1: number }[] = [];
  const [out, notes]: [string[], string[]] = [[], []];
  const listen = (stream: NodeJS.ReadableStream, lines: string[]): void => {
    createInterface(stream).on('line', (line) => {
      lines.push(line);
      const f1 = f1Of(line);
      if (f1 !== undefined) all.push({ seconds: seconds() - start, f1 });
    });
  };
  listen(child.stdout, out);
  listen(child.stderr, notes);
  const code = await new Promise((done) => child.on('close', done));
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}: ${notes.join('\n')}`);
  return { seconds: seconds() - start, out, epochs: all };
}

function ours(job: Job, corpus: string, vectors: string, folder: string): Promise<Run> {
  const config = `${folder}/config.yaml`;
  writeFileSync(config, JSON.stringify(configOf(job, corpus, vectors)));
  const args = [
    'train',
    '--config',
    config,
    '--output',
    `${folder}/run`,
    '--overwrite',
    '--progress',
    'text',
  ];
  let column = -1; // of F1 in the table of epochs
  return run(process.execPath, [binary, ...args, '--json'], (line) => {
    const cells = line.trim().split(/ +/);
    if (cells[0] === 'epoch') column = cells.indexOf('F1');
    return column >= 0 && /^\d+$/.test(cells[0]) ? Number(cells[column]) / 100 : undefined;
  });
}

/** A job in PyTorch, and the Python that runs it. */
interface PeerJob {
  readonly job: Job;
  readonly command: string;
}

function torch({ job, command }: PeerJob, corpus: string, vectors: string, folder: string): Promise<Run> {
  const script = fileURLToPath(new URL('torch_train.py', import.meta.url));
  const files = { train: `${corpus}/train.conll`, dev: `${corpus}/dev.conll`, vectors };
  const checkpoint = `${folder}/torch.pt`;
  return run(command, [script, JSON.stringify({ ...job, ...files, checkpoint })], (line) =>
    line.startsWith('{') ? (JSON.parse(line) as { f1?: number }).f1 : undefined,
  );
}

const bestOf = ({ epochs: all }: Run): number => Math.max(...all.map(({ f1 }) => f1));

/** When a run first had this F1 on dev. */
const secondsTo = ({ epochs: all }: Run, f1: number): number =>
  all.find((epoch) => epoch.f1 >= f1)?.seconds ?? Number.NaN;

const inverse = (values: readonly number[]): number[] => values.map((value) => 1 / value);

/** Every form of the corpora with the vector that the ladder finds for it, and the padding, as GloVe text: the same file for both. */
async function writeVectors(corpora: readonly string[], path: string): Promise<void> {
  const forms = new Set<string>();
  for (const corpus of corpora) {
    for (const line of readFileSync(corpus, 'utf8').split('\n')) {
      const [form] = line.split('\t');
      if (form) forms.add(form);
    }
  }
  const lookUp = new WordLookUp(await readVectors('data/vectors/wink-100d.nwv'));
  const { d, table } = lookUp;
  const line = (word: string, rows: readonly number[]): string => {
    const mean = Array.from({ length: d }, (_, j) => rows.reduce((sum, row) => sum + table[row * d + j], 0));
    return `${word} ${mean.map((sum) => (sum / rows.length).toFixed(5)).join(' ')}\n`;
  };
  const lines = [...forms].map((form) => line(form, lookUp.find(form).rows));
  writeFileSync(path, `${lines.join('')}${line('<pad>', [lookUp.paddingRow])}`);
}

/** Shares of the wall clock, of the run in the middle. */
function whereTimeGoes(runs: readonly Run[]): string {
  const middle = [...runs].sort((a, b) => a.seconds - b.seconds)[runs.length >> 1];
  const { spent } = JSON.parse(middle.out[middle.out.length - 1]) as { spent: Record<string, number> };
  const { mining = 0, steps = 0, judging = 0 } = spent;
  const parts = Object.entries(spent).map(([part, value]) => `${part} ${value.toFixed(1)} s`);
  const share = (100 * judging) / (mining + steps + judging);
  return `${parts.join(', ')}; judging on dev is ${share.toFixed(1)} % of the epochs`;
}

async function compare(
  name: string,
  job: Job,
  peers: ReadonlyMap<string, PeerJob>,
  files: [string, string, string],
) {
  const mine: Run[] = [];
  const theirs = new Map([...peers.keys()].map((peer): [string, Run[]] => [peer, []]));
  for (let round = 0; round < rounds; round++) {
    mine.push(await ours(job, ...files));
    for (const [peer, theirJob] of peers) theirs.get(peer)?.push(await torch(theirJob, ...files));
  }
  console.log(`${name}, ${epochs} epochs, ${rounds} rounds in turn, one thread each`);
  const whole = (runs: readonly Run[]): number[] => runs.map((each) => each.seconds);
  const line = (who: string, runs: readonly Run[], rest: string): void => {
    const f1 = (100 * bestOf(runs[0])).toFixed(2);
    console.log(
      `  ${who.padEnd(34)}${median(whole(runs)).toFixed(1).padStart(7)} s, dev entity F1 ${f1} %${rest}`,
    );
  };
  line('nerwin', mine, '');
  console.log(`    ${whereTimeGoes(mine)}`);
  for (const [peer, runs] of theirs) {
    const goal = Math.min(...mine.map(bestOf), ...runs.map(bestOf));
    const to = (all: readonly Run[]): number[] => inverse(all.map((each) => secondsTo(each, goal)));
    const isSame = Math.abs(bestOf(mine[0]) - bestOf(runs[0])) <= tolerance;
    const times = `nerwin is ${ratio(inverse(whole(mine)), inverse(whole(runs)))} as fast, to F1 ${(100 * goal).toFixed(2)} % ${ratio(to(mine), to(runs))}`;
    line(peer, runs, isSame ? `; ${times}` : '; not the same job, so nothing of it counts');
  }
}

const folder = mkdtempSync(`${tmpdir()}/nerwin-bench-`);
try {
  const corpus = newsCorpus();
  if (!existsSync(python)) console.log(`no ${python}: this part is skipped`);
  else if (corpus) {
    const vectors = `${folder}/vectors.txt`;
    await writeVectors([`${corpus}/train.conll`, `${corpus}/dev.conll`], vectors);
    const files: [string, string, string] = [corpus, vectors, folder];
    const fullPeers = new Map<string, PeerJob>();
    const plainPeers = new Map<string, PeerJob>();
    for (const command of [python, currentPython]) {
      const version = moduleVersion('torch', command);
      if (version === undefined) {
        console.log(`**** NO PYTORCH in ${command}: npm run bench -- --peers`);
        continue;
      }
      const name = `PyTorch ${version}`;
      fullPeers.set(name, { job: full, command });
      fullPeers.set(`${name}, dropout by bytes`, { job: { ...full, bytewise: true }, command });
      plainPeers.set(name, { job: plain, command });
    }
    await compare('full', full, fullPeers, files);
    await compare('plain', plain, plainPeers, files);
  }
} finally {
  rmSync(folder, { recursive: true });
}
