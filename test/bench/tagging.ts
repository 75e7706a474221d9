/**
 * @file Measures tagging: text → locations, and text → records, of nerwin with a filled table, compared with
 * wink-nlp (sentences and entities) and compromise (places). Each runs in its own process, in turn, on the
 * same sentences; then `nerwin tag --input` runs as a command, cold. Tokens are nerwin's tokens for all.
 */
import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { loadModel } from '../../src/model/model-file.js';
import { ByteBuffer } from '../../src/tagging/byte-buffer.js';
import { recordWriter } from '../../src/tagging/record.js';
import { Tagger } from '../../src/tagging/tagger.js';
import { modelFor, nerwin, smallModel } from './command.js';
import { median, ratio, thousands } from './statistics.js';
import { type Kind, proof, type Saying, type Task } from './text-taggers.js';
import { allCorpora, newsCorpus, textsOf, writeText } from './texts.js';

const [warmUps, rounds] = [3, 15];
const isLarge = process.env.NERWIN_BENCH_LARGE === '1';

/** A running tagger and its speeds so far. */
interface Contender {
  readonly name: string;
  readonly process: ChildProcess;
  readonly tokens: number; // of a round
  readonly speeds: number[]; // tokens per second
}

async function heard(process: ChildProcess): Promise<Saying> {
  const [saying] = await once(process, 'message');
  return saying as Saying;
}

/** Starts a tagger; prints a line and returns undefined if it is not installed. */
async function start(name: string, task: Task, tokensOf: readonly number[]): Promise<Contender | undefined> {
  const file = fileURLToPath(new URL('text-tagger-process.ts', import.meta.url));
  const process = fork(file, [JSON.stringify(task)], { execArgv: ['--import', './bin/register.js'] });
  const saying = await heard(process);
  if ('missing' in saying) {
    process.kill();
    console.log(`no ${name} (npm run bench -- --peers installs it): ${saying.missing}`);
    return undefined;
  }
  if ('found' in saying && !saying.found.includes('Paris'))
    console.log(`  ${name} finds no place in "${proof}"`);
  const tokens = tokensOf.slice(0, task.lines).reduce((sum, count) => sum + count, 0);
  return { name, process, tokens, speeds: [] };
}

/** Measures the tokens per second of each tagger, in turn. */
async function compare(model: string, small: string, corpus: string): Promise<void> {
  const counter = new Tagger(loadModel(model));
  const tokensOf = textsOf(corpus).map((line) => counter.tag(line).tokens.count);
  const ours = (what: Kind): [name: string, task: Task][] =>
    [model, small].map((path) => {
      const { hidden, activation } = loadModel(path).header;
      const name = `nerwin, ${path === model ? 'shipped' : 'small'} (H = ${hidden}, ${activation}), ${what}`;
      return [name, { kind: what, model: path, corpus, lines: 4000 }];
    });
  const peer = (kind: Kind, lines: number): [string, Task] => [kind, { kind, model, corpus, lines }];
  const tasks = [...ours('locations'), ...ours('records'), peer('wink-nlp', 1000), peer('compromise', 60)];
  const contenders: Contender[] = [];
  for (const [name, task] of tasks) {
    const contender = await start(name, task, tokensOf);
    if (contender) contenders.push(contender);
  }
  for (let round = -warmUps; round < rounds; round++) {
    for (const { process, tokens, speeds } of contenders) {
      process.send('round');
      const saying = await heard(process);
      if (round >= 0 && 'seconds' in saying) speeds.push(tokens / saying.seconds);
    }
  }
  for (const { process } of contenders) process.kill();
  console.log(`from text, ${rounds} rounds in turn: median (minimum – maximum)`);
  for (const [k, { name, speeds }] of contenders.entries()) {
    const [shipped, plain] = [ratio(contenders[0].speeds, speeds), ratio(contenders[1].speeds, speeds)];
    const times = k < 4 ? '' : `   nerwin's locations: ${shipped}, with the small model ${plain}`;
    const spread = `(${thousands(Math.min(...speeds))} – ${thousands(Math.max(...speeds))})`;
    console.log(`  ${name.padEnd(52)}${thousands(median(speeds)).padStart(9)} tokens/s ${spread}${times}`);
  }
}

/** Measures the command on a text file, cold. Its records must equal those of the tagger in this process. */
async function command(model: string, what: string, from: readonly string[], folder: string): Promise<void> {
  const megabytes = isLarge ? 60 : 20;
  const [input, output] = [`${folder}/text.txt`, `${folder}/records.jsonl`];
  const bytes = writeText(from, input, megabytes * 1e6);
  const costs = [];
  for (let round = 0; round < 3; round++) {
    costs.push(await nerwin(['tag', '--model', model, '--input', input, '--json'], folder, output));
  }
  const tagger = new Tagger(loadModel(model));
  const write = recordWriter('jsonl', (location) => location);
  const out = new ByteBuffer();
  const records = readFileSync(output);
  let [tokens, at] = [0, 0];
  for (const line of readFileSync(input, 'utf8').trimEnd().split('\n')) {
    const tagged = tagger.tag(line);
    tokens += tagged.tokens.count;
    write(tagged, out);
    const expected = out.take();
    assert.ok(records.subarray(at, at + expected.length).equals(expected), `another record for ${line}`);
    at += expected.length;
  }
  assert.equal(at, records.length);
  const speeds = costs.map((cost) => tokens / cost.seconds);
  const resident = Math.max(...costs.map((cost) => cost.bytes));
  console.log(
    `nerwin tag --input --model ${model.replace(folder, '…')}, ${(bytes / 1e6).toFixed(0)} MB of ${what}, ${tokens} tokens, JSON lines to a file, ${costs.length} runs`,
  );
  console.log(
    `  ${thousands(median(speeds))} tokens/s (${thousands(Math.min(...speeds))} – ${thousands(Math.max(...speeds))}), ${(resident / 1e6).toFixed(0)} MB resident at most`,
  );
}

const folder = mkdtempSync(`${tmpdir()}/nerwin-bench-`);
try {
  const corpus = newsCorpus();
  if (corpus) {
    const [model, small] = [modelFor(folder), smallModel(folder)];
    await compare(model, small, `${corpus}/dev.conll`);
    const texts = [['news', [`${corpus}/dev.conll`]] as const, ['all corpora', allCorpora()] as const];
    for (const path of [model, small])
      for (const [what, from] of texts) await command(path, what, from, folder);
  }
} finally {
  rmSync(folder, { recursive: true });
}
