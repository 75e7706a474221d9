/**
 * @file A whole training run on news: `nerwin train` against the same job in PyTorch (`torch_train.py`), wall clock of both processes
 * from start to end, and to the F1 on dev that both reach. The job: word vectors only, tanh, 10 uniform corrupt windows for each true
 * one, batches of 32, SGD with a rate that falls linearly, the best threshold on dev after every epoch. Both read the same files.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { WordLookUp } from '../../src/vectors/ladder.js';
import { readVectors } from '../../src/vectors/read.js';
import { nerwin } from './command.js';
import { python } from './machine.js';
import { median, ratio, seconds } from './statistics.js';
import { newsCorpus } from './texts.js';

const isLarge = process.env.NERWIN_BENCH_LARGE === '1';
const epochs = isLarge ? 8 : 4;
const rounds = 3;
const job = { batch: 32, K: 10, hidden: 100, rate: 0.5 };
/** F1 of two runs of the same job with other random numbers may differ so much. */
const tolerance = 0.015;

interface Epoch {
  readonly epoch: number;
  readonly seconds: number; // since the process began
  readonly f1: number;
}

interface Run {
  readonly seconds: number;
  readonly epochs: readonly Epoch[];
}

const bestOf = ({ epochs: all }: Run): number => Math.max(...all.map(({ f1 }) => f1));

/** When a run first had this F1 on dev. */
const secondsTo = ({ epochs: all }: Run, f1: number): number =>
  all.find((epoch) => epoch.f1 >= f1)?.seconds ?? Number.NaN;

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
    const mean = Array.from({ length: d }, (_, j) => rows.reduce((sum, row) => sum + table[row * d + j]!, 0));
    return `${word} ${mean.map((sum) => (sum / rows.length).toFixed(5)).join(' ')}\n`;
  };
  const lines = [...forms].map((form) => line(form, lookUp.find(form).rows));
  writeFileSync(path, `${lines.join('')}${line('<pad>', [lookUp.paddingRow])}`);
}

async function ours(corpus: string, vectors: string, folder: string): Promise<Run> {
  const run = `${folder}/run`;
  const config = `${folder}/config.yaml`;
  writeFileSync(
    config,
    JSON.stringify({
      corpus: { root: resolve(corpus), train: 'train.conll', dev: 'dev.conll' },
      vectors: { file: vectors },
      corruption: { strategy: 'uniform', perTrue: job.K },
      model: { hidden: job.hidden, activation: 'tanh' },
      training: { epochs, batch: job.batch, rate: { schedule: 'linear', start: job.rate } },
    }),
  );
  const cost = await nerwin(['train', '--config', config, '--output', run, '--overwrite', '--quiet'], folder);
  const metrics = readFileSync(`${run}/metrics.jsonl`, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const training = metrics.reduce((sum: number, { seconds: epoch }: { seconds: number }) => sum + epoch, 0);
  let at = cost.seconds - training; // what comes before the epochs, the report counted as if it did too
  return {
    seconds: cost.seconds,
    epochs: metrics.map((line): Epoch => {
      at += line.seconds;
      return { epoch: line.epoch, seconds: at, f1: line.dev.entity.f1 };
    }),
  };
}

async function torch(corpus: string, vectors: string): Promise<Run> {
  const script = new URL('torch_train.py', import.meta.url).pathname;
  const { batch, K, hidden, rate } = job;
  const args = [`${corpus}/train.conll`, `${corpus}/dev.conll`, vectors, epochs, batch, K, hidden, rate];
  const start = seconds();
  const child = spawn(python, [script, ...args.map(String)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  const code = await new Promise((done) => child.on('close', done));
  if (code !== 0) throw new Error(`${python} ${script} ended with ${code}`);
  const lines = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Epoch);
  return { seconds: seconds() - start, epochs: lines };
}

const folder = mkdtempSync(`${tmpdir()}/nerwin-bench-`);
try {
  const corpus = newsCorpus();
  if (!existsSync(python)) console.log(`no ${python}: this part is left out`);
  else if (corpus) {
    const vectors = `${folder}/vectors.txt`;
    await writeVectors([`${corpus}/train.conll`, `${corpus}/dev.conll`], vectors);
    const runs: { ours: Run; torch: Run }[] = [];
    for (let round = 0; round < rounds; round++)
      runs.push({ ours: await ours(corpus, vectors, folder), torch: await torch(corpus, vectors) });
    const [mine, theirs] = [runs.map((run) => run.ours), runs.map((run) => run.torch)];
    const [f1, torchF1] = [bestOf(mine[0]!), bestOf(theirs[0]!)];
    const name = `${epochs} epochs, ${rounds} rounds in turn, one thread each`;
    console.log(`${corpus}, ${JSON.stringify(job)}, ${name}`);
    const line = (who: string, all: readonly Run[], best: number): void =>
      console.log(
        `  ${who.padEnd(9)}${median(all.map((run) => run.seconds))
          .toFixed(1)
          .padStart(7)} s in all, dev entity F1 ${(100 * best).toFixed(2)} %`,
      );
    line('nerwin', mine, f1);
    line('PyTorch', theirs, torchF1);
    if (Math.abs(f1 - torchF1) > tolerance)
      console.log('  the F1 differ: not the same job, so nothing below counts');
    const inverse = (values: readonly number[]): number[] => values.map((value) => 1 / value);
    const whole = (all: readonly Run[]): number[] => inverse(all.map((run) => run.seconds));
    console.log(`  whole run: nerwin is ${ratio(whole(mine), whole(theirs))} as fast`);
    const goal = Math.min(...mine.map(bestOf), ...theirs.map(bestOf));
    const to = (all: readonly Run[]): number[] => inverse(all.map((run) => secondsTo(run, goal)));
    console.log(`  to F1 ${(100 * goal).toFixed(2)} %: nerwin is ${ratio(to(mine), to(theirs))} as fast`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
