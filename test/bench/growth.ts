/**
 * @file Measures the time per token of `nerwin train` and `nerwin tag` as the text grows; the text is
 * repeated news. The cost of a run on a thousand tokens (startup, vectors, model, dev) is subtracted, so
 * that the rest grows with the text.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { modelFor, nerwin } from './command.js';
import { newsJob, writeNewsConfig } from './news-config.js';
import { median } from './statistics.js';
import { newsCorpus, writeCorpus, writeText } from './texts.js';

const isLarge = process.env.NERWIN_BENCH_LARGE === '1';
const sizes = [1e5, 1e6, ...(isLarge ? [1e7] : [])];
const rounds = 3;
const bytesPerToken = 5.6;

/** Returns the seconds of a job of each size minus those of the small one, per token, round by round. */
async function grow(name: string, run: (tokens: number, k: number) => Promise<number>): Promise<void> {
  const perToken = sizes.map((): number[] => []);
  const fixed: number[] = [];
  for (let round = 0; round < rounds; round++) {
    fixed.push(await run(1e3, 0));
    for (const [k, tokens] of sizes.entries())
      perToken[k].push(((await run(tokens, k + 1)) - fixed[round]) / tokens);
  }
  console.log(`${name}: ${rounds} rounds in turn; ${median(fixed).toFixed(2)} s whatever the size`);
  for (const [k, tokens] of sizes.entries()) {
    const ratios = perToken[k].map((value, round) => value / perToken[0][round]);
    const [low, high] = [Math.min(...ratios), Math.max(...ratios)];
    const grown = `${median(ratios).toFixed(2)}× (${low.toFixed(2)} – ${high.toFixed(2)}) of the smallest`;
    console.log(
      `  ${tokens.toExponential(0)} tokens  ${(1e6 * median(perToken[k])).toFixed(2).padStart(7)} µs a token   ${grown}`,
    );
  }
}

const folder = mkdtempSync(`${tmpdir()}/nerwin-bench-`);
try {
  const corpus = newsCorpus();
  if (corpus) {
    const model = modelFor(folder);
    for (const [k, tokens] of [1e3, ...sizes].entries()) {
      writeCorpus(`${corpus}/train.conll`, `${folder}/${k}.conll`, tokens);
      writeText([`${corpus}/train.conll`], `${folder}/${k}.txt`, tokens * bytesPerToken);
    }
    writeCorpus(`${corpus}/dev.conll`, `${folder}/dev.conll`, 5000);
    await grow('nerwin tag --input, JSON lines', async (_, k) => {
      const args = ['tag', '--model', model, '--input', `${folder}/${k}.txt`, '--json'];
      return (await nerwin(args, folder, `${folder}/records.jsonl`)).seconds;
    });
    await grow(`nerwin train, ${newsJob}`, async (_, k) => {
      const config = writeNewsConfig(folder, `${k}.conll`);
      return (
        await nerwin(
          ['train', '--config', config, '--output', `${folder}/run`, '--overwrite', '--quiet'],
          folder,
        )
      ).seconds;
    });
  }
} finally {
  rmSync(folder, { recursive: true });
}
