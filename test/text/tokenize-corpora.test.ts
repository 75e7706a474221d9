import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isWordAt } from '../../src/text/characters.js';
import { sentences } from '../../src/text/sentences.js';
import { tokenize } from '../../src/text/tokenize.js';
import { TokenBuffer, tokenTexts } from '../../src/text/tokens.js';
import { titleIf } from '../skip-reporter.js';

const shared = '../shared/data';
const present = existsSync(shared);
const titled = (title: string): string => titleIf(present, `${shared} is missing`, title);

type Offsets = [start: number, end: number];

/** Raw sentences of UNER EWT with the offsets of their gold tokens. */
function readGold(): { text: string; gold: Offsets[] }[] {
  const all: { text: string; gold: Offsets[] }[] = [];
  for (const line of readFileSync(`${shared}/raw/uner_en_ewt/en_ewt-ud-dev.iob2`, 'utf8').split('\n')) {
    if (line.startsWith('# text = ')) all.push({ text: line.slice('# text = '.length), gold: [] });
    const token = /^\d+\t([^\t]+)/.exec(line)?.[1];
    if (token === undefined) continue;
    const { text, gold } = all[all.length - 1];
    const start = text.indexOf(token, gold.at(-1)?.[1] ?? 0);
    if (start < 0) throw new Error(`${token} isn't in ${text}`);
    gold.push([start, start + token.length]);
  }
  return all;
}

function offsetsOf(text: string): Offsets[] {
  const { count, starts, ends } = tokenize(text);
  return Array.from({ length: count }, (_, t) => [starts[t], ends[t]]);
}

/** Tokens with the parts of hyphenated words joined: EWT splits `Anglo - French`, nerwin doesn't. */
function joinHyphens(text: string, offsets: Offsets[]): Offsets[] {
  const isHyphen = (at: number): boolean =>
    text[at] === '-' && isWordAt(text, at - 1) && isWordAt(text, at + 1);
  const joined: Offsets[] = [];
  for (const [start, end] of offsets) {
    const last = joined.at(-1);
    if (last?.[1] === start && (isHyphen(start) || isHyphen(start - 1))) last[1] = end;
    else joined.push([start, end]);
  }
  return joined;
}

/** Precision and recall of tokens: one counts when both its ends are gold. */
function score(pairs: { gold: Offsets[]; ours: Offsets[] }[]): { precision: number; recall: number } {
  let right = 0;
  for (const { gold, ours } of pairs) {
    const known = new Set(gold.map(String));
    right += ours.filter((offsets) => known.has(String(offsets))).length;
  }
  const total = (of: 'gold' | 'ours'): number => pairs.reduce((sum, pair) => sum + pair[of].length, 0);
  return { precision: right / total('ours'), recall: right / total('gold') };
}

test.skipIf(!present)(
  titled('raw EWT: P ≥ 0.991, R ≥ 0.984; not counting hyphens, P ≥ 0.994, R ≥ 0.995'),
  () => {
    const pairs = readGold().map(({ text, gold }) => ({ text, gold, ours: offsetsOf(text) }));
    expect(pairs).toHaveLength(2001);
    const all = score(pairs);
    expect(all.precision).toBeGreaterThanOrEqual(0.991);
    expect(all.recall).toBeGreaterThanOrEqual(0.984);
    const apart = score(
      pairs.map(({ text, gold, ours }) => ({ gold: joinHyphens(text, gold), ours: joinHyphens(text, ours) })),
    );
    expect(apart.precision).toBeGreaterThanOrEqual(0.994);
    expect(apart.recall).toBeGreaterThanOrEqual(0.995);
  },
);

/** Sentences of a corpus, their tokens joined by a space. */
function readJoined(name: string): string[] {
  const blocks = readFileSync(`${shared}/corpora/${name}/dev.conll`, 'utf8').split('\n\n');
  const lines = blocks.map((block) => block.split('\n').map((line) => line.split('\t')[0]));
  return lines
    .map((tokens) => tokens.filter((token) => token !== '').join(' '))
    .filter((text) => text !== '');
}

// The rest: BTC glues punctuation to words and tags, IDRISI parts broken emoji, EWT contains errors.
test.skipIf(!present).each([
  ['gmb', 0.998],
  ['uner_en_ewt', 0.98],
  ['litbank', 0.995],
  ['wikigold', 0.98],
  ['crossner', 0.95],
  ['idrisi', 0.92],
  ['btc', 0.91],
  ['wnut17', 0.98],
])(
  titled('%s: at least %f of the sentences, joined by spaces, are split into their tokens again'),
  (name, floor) => {
    const texts = readJoined(name);
    const buffer = new TokenBuffer();
    const same = texts.filter((text) => tokenTexts(text, tokenize(text, buffer)).join(' ') === text);
    expect(same.length / texts.length).toBeGreaterThanOrEqual(floor);
  },
);

test.skipIf(!present)(
  titled('tokens joined by a space are the same tokens again: in at least 0.999 of raw EWT'),
  () => {
    const joined = readGold().map(({ text }) => tokenTexts(text, tokenize(text)).join(' '));
    const same = joined.filter((text) => tokenTexts(text, tokenize(text)).join(' ') === text);
    expect(same.length / joined.length).toBeGreaterThanOrEqual(0.999);
  },
);

test.skipIf(!present)(titled('GMB, five sentences a line: starts of sentences P ≥ 0.998, R ≥ 0.996'), () => {
  const texts = readJoined('gmb');
  let right = 0;
  let found = 0;
  let gold = 0;
  for (let first = 0; first < texts.length; first += 5) {
    const group = texts.slice(first, first + 5);
    const line = group.join(' ');
    const starts = new Set<number>();
    group.slice(0, -1).reduce((at, text) => starts.add(at + text.length + 1) && at + text.length + 1, 0);
    const tokens = tokenize(line);
    const { count, starts: firsts } = sentences(line, tokens);
    const ours = Array.from(firsts.subarray(1, count), (first) => tokens.starts[first]);
    right += ours.filter((start) => starts.has(start)).length;
    found += ours.length;
    gold += starts.size;
  }
  expect(right / found).toBeGreaterThanOrEqual(0.998);
  expect(right / gold).toBeGreaterThanOrEqual(0.996);
});
