/**
 * @file Tagging: text → locations, and text → records, of nerwin, words in its table, against wink-nlp (sentences and entities) and compromise (places),
 * in this process, on the same lines; then `nerwin tag --input` as a command, cold. Tokens are nerwin's tokens for all.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { loadModel } from '../../src/model/model-file.js';
import { ByteBuffer } from '../../src/tagging/byte-buffer.js';
import { recordWriter } from '../../src/tagging/record.js';
import { Tagger } from '../../src/tagging/tagger.js';
import { modelFor, nerwin, smallModel } from './command.js';
import { median, ratio, seconds, thousands } from './statistics.js';
import { allCorpora, newsCorpus, textsOf, writeText } from './texts.js';

const rounds = 9;
const isLarge = process.env.NERWIN_BENCH_LARGE === '1';
const proof = 'My sister lives in Paris.';

interface TextTagger {
  readonly name: string;
  /** Lines that it tags in a round: slow ones get fewer. */
  readonly lines: number;
  /** Tags a line and finds its locations, however it does that. */
  tag(line: string): unknown;
}

function ours(path: string, what: string): [labels: TextTagger, records: TextTagger] {
  const model = loadModel(path);
  const finder = new Tagger(model, { scores: 'locations' });
  const find = (line: string): unknown => {
    const { text, tokens, locations } = finder.tag(line);
    if (line !== proof || locations.count === 0) return locations;
    return text.slice(tokens.starts[locations.starts[0]!], tokens.ends[locations.ends[0]! - 1]);
  };
  const tagger = new Tagger(model);
  const write = recordWriter('jsonl', (location) => location);
  const out = new ByteBuffer();
  const tag = (line: string): string => {
    write(tagger.tag(line), out);
    return out.length > 1 << 18 || line === proof ? Buffer.from(out.take()).toString() : '';
  };
  const { hidden, activation } = model.header;
  const name = `nerwin, ${what} (H = ${hidden}, ${activation})`;
  return [
    { name: `${name}, locations`, lines: 1000, tag: find },
    { name: `${name}, records`, lines: 1000, tag },
  ];
}

/** wink-nlp as its documentation sets it up for entities alone. */
function wink(require: NodeJS.Require): TextTagger {
  const nlp = require('wink-nlp')(require('wink-eng-lite-web-model'), ['sbd', 'ner']);
  const tag = (line: string): unknown => nlp.readDoc(line).entities().out(nlp.its.detail);
  return { name: 'wink-nlp', lines: 1000, tag };
}

function compromise(require: NodeJS.Require): TextTagger {
  const nlp = require('compromise');
  return { name: 'compromise', lines: 60, tag: (line) => nlp(line).places().out('array') };
}

function peers(): TextTagger[] {
  const require = createRequire(new URL('peers/package.json', import.meta.url));
  return [wink, compromise].flatMap((make) => {
    try {
      return [make(require)];
    } catch (error) {
      console.log(`no ${make.name} (npm run bench -- --peers installs it): ${String(error).split('\n')[0]}`);
      return [];
    }
  });
}

/** Who tags how many tokens a second, in turn. */
function compare(
  taggers: readonly TextTagger[],
  lines: readonly string[],
  tokensOf: readonly number[],
): void {
  const speeds = taggers.map((): number[] => []);
  for (let round = -1; round < rounds; round++) {
    for (const [k, tagger] of taggers.entries()) {
      const count = Math.min(tagger.lines, lines.length);
      const start = seconds();
      let tokens = 0;
      for (let i = 0; i < count; i++) {
        tagger.tag(lines[i]!);
        tokens += tokensOf[i]!;
      }
      if (round >= 0) speeds[k]!.push(tokens / (seconds() - start));
    }
  }
  for (const [k, { name }] of taggers.entries()) {
    const [shipped, small] = [ratio(speeds[0]!, speeds[k]!), ratio(speeds[1]!, speeds[k]!)];
    const times = k < 4 ? '' : `   nerwin's locations: ${shipped}, with the small model ${small}`;
    const [low, high] = [Math.min(...speeds[k]!), Math.max(...speeds[k]!)];
    const spread = `(${thousands(low)} – ${thousands(high)})`;
    console.log(
      `  ${name.padEnd(52)}${thousands(median(speeds[k]!)).padStart(9)} tokens/s ${spread}${times}`,
    );
  }
}

/** The command on a file of text, cold. Its records must be those of the tagger in this process. */
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
    const lines = textsOf(`${corpus}/dev.conll`);
    const counter = new Tagger(loadModel(model));
    const tokensOf = lines.map((line) => counter.tag(line).tokens.count);
    const [shipped, plain] = [ours(model, 'shipped'), ours(small, 'small')];
    const taggers = [shipped[0], plain[0], shipped[1], plain[1], ...peers()];
    for (const { name, tag } of taggers) {
      if (!JSON.stringify(tag(proof) ?? '').includes('Paris'))
        console.log(`  ${name} finds no place in "${proof}"`);
    }
    console.log(`from text, ${rounds} rounds in turn: median (minimum – maximum)`);
    compare(taggers, lines, tokensOf);
    const texts = [['news', [`${corpus}/dev.conll`]] as const, ['all corpora', allCorpora()] as const];
    for (const path of [model, small])
      for (const [what, from] of texts) await command(path, what, from, folder);
  }
} finally {
  rmSync(folder, { recursive: true });
}
