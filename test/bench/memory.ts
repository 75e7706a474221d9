/** @file Measures the memory of `nerwin train` as its corpus grows; the corpus is repeated news. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { nerwin } from './command.js';
import { newsJob, writeNewsConfig } from './news-config.js';
import { newsCorpus, writeCorpus } from './texts.js';

const isLarge = process.env.NERWIN_BENCH_LARGE === '1';
const sizes = isLarge ? [1e6, 4e6, 1e7] : [1e6, 3e6];

const folder = mkdtempSync(`${tmpdir()}/nerwin-bench-`);
try {
  const corpus = newsCorpus();
  if (corpus) {
    writeCorpus(`${corpus}/dev.conll`, `${folder}/dev.conll`, 5000);
    console.log(`nerwin train, ${newsJob}`);
    const points: { tokens: number; bytes: number }[] = [];
    for (const size of sizes) {
      const tokens = writeCorpus(`${corpus}/train.conll`, `${folder}/train.conll`, size);
      const config = writeNewsConfig(folder, 'train.conll');
      const { bytes } = await nerwin(
        ['train', '--config', config, '--output', `${folder}/run`, '--overwrite', '--quiet'],
        folder,
      );
      points.push({ tokens, bytes });
      const file = (statSync(`${folder}/train.conll`).size / 1e6).toFixed(0);
      console.log(
        `  ${tokens} tokens, a file of ${file} MB: ${(bytes / 1e6).toFixed(0)} MB resident at most, ${(bytes / tokens).toFixed(0)} bytes a token in all`,
      );
    }
    const [first, last] = [points[0], points[points.length - 1]];
    const more = (last.bytes - first.bytes) / (last.tokens - first.tokens);
    console.log(`  ${more.toFixed(1)} bytes for each further token (vectors and words are the same)`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
