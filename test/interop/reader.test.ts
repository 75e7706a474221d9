import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { loadModel, type StoredModel } from '../../src/model/model-file.js';
import { readTensors, type StoredTensor, writeTensors } from '../../src/model/safetensors.js';
import { saveModel } from '../../src/model/save-model.js';
import { shippedModelPath } from '../../src/model/shipped.js';
import { indexWords } from '../../src/model/word-index.js';
import { activations } from '../../src/network/activation.js';
import { Tagger } from '../../src/tagging/tagger.js';
import { rungs } from '../../src/vectors/rungs.js';
import { everything, plain, randomSentences, vocabulary, writeToyModel } from '../tagging/toy-model.js';
import { pythonWith } from './python.js';

const python = pythonWith('numpy');
const folder = mkdtempSync(join(tmpdir(), 'nerwin-reader-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'model.safetensors');

interface Reading {
  readonly tokens: readonly string[];
  readonly scores: readonly number[];
  readonly locations: readonly (readonly [number, number])[];
}

/** What `reader.py` finds in the model at {@link path}. */
function readings(sentences: readonly string[]): Reading[] {
  const script = join(import.meta.dirname, 'reader.py');
  const options = { input: `${sentences.join('\n')}\n`, encoding: 'utf8', maxBuffer: 2 ** 28 } as const;
  const { stdout, stderr, status } = spawnSync(python ?? '', [script, path], options);
  if (status !== 0) throw new Error(stderr);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Reading);
}

/** Expects that the reader and the tagger agree about these sentences; returns the number of locations. */
function expectAgreement(model: StoredModel, sentences: readonly string[]): number {
  const tagger = new Tagger(model, { tokenized: true });
  let count = 0;
  readings(sentences).forEach((reading, k) => {
    const { text, tokens, scores, locations } = tagger.tag(sentences[k]);
    expect(reading.tokens).toEqual(
      Array.from({ length: tokens.count }, (_, t) => text.slice(tokens.starts[t], tokens.ends[t])),
    );
    for (let t = 0; t < tokens.count; t++) {
      const difference = Math.abs(reading.scores[t] - scores[t]);
      expect(difference, `${reading.tokens[t]} in: ${text}`).toBeLessThan(1e-5);
    }
    const found = Array.from({ length: locations.count }, (_, n) => [locations.starts[n], locations.ends[n]]);
    expect(reading.locations, text).toEqual(found);
    count += locations.count;
  });
  return count;
}

/** The sentences of a corpus of ours, with tokens separated by spaces. */
const sentencesOf = (name: string): string[] =>
  readFileSync(join(import.meta.dirname, '../../data/corpus', name), 'utf8')
    .split(/\n\s*\n/)
    .map((block) =>
      block
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('#'))
        .map((line) => line.split(/\s/)[0])
        .join(' '),
    )
    .filter((line) => line !== '');

/** Tokens for every lookup step and feature, and of many scripts. */
const hard = [
  ...vocabulary,
  ...(`-LRB- -RRB- -LSB- -RSB- -LCB- -RCB- \`\` '' " ' -- — – ... … &amp; &lt; &gt; “Paris” ‘London’ l’Arc O’Connor
  don't n't 'S 's I a A i Paris's PARIS'S U.S. U.S U.K.-based #Paris @Paris http://paris.com/London _Paris_ *Paris*
  NewYork newYork New-York new/york New_York Paris-London/Rome-Xyzzq xq-zq/kk -Paris --- !!!! ?? ， 。。 aa 11 1,000.50 -5%
  10:30 9/11 1/2 ½ Ⅳ ٣٤ ４２ 1980s 0000s 12th 3rd 5km B2B 007 Zürich ZÜRICH Łódź Tromsø Straße STRASSE Æthel œuvre Þing
  İstanbul ISTANBUL ı Iı ΑΘΗΝΑΣ Αθήνας Москва МОСКВА 東京 大阪市 서울 القاهرة תל-אביב กรุงเทพ नई दिल्ली e\u0301clair Zu\u0308rich ǅ ǅakovo ªº ﬁn 𝐏𝐚𝐫𝐢𝐬
  𐐀𐐨𐐨 😀 👍🏽 🇫🇷 :) 👨‍👩‍👧 A. Ph.D. e.g. c/o AT&T x² m³ °C €5 $10 № § ™Paris Paris™ 'tis 'Paris' -- ' ´Paris\` Paris` +
    '`` ... ..a a..b .-_*#@ # @ _ * - / // a-b-c- -a--b- a/B aB aBc ABc aBC éÉ Éé ÉÉ éé É1 1É \u00ad Par\u00adis Par\u200dis'),
].flatMap((text) => text.split(/\s+/));

/** The model of the page's worked sentence, written as the page says. */
function writeWorkedModel(): void {
  const vector = (...data: number[]) => ({ shape: [data.length], data: Float32Array.from(data) });
  const pairs = (...data: number[]) => ({ shape: [data.length / 2, 2], data: Float32Array.from(data) });
  const text = (...lines: string[]) => {
    const data = new Uint8Array(Buffer.from(lines.join('\n')));
    return { shape: [data.length], data };
  };
  const { starts, slots } = indexWords(['in', 'paris']);
  const header = {
    format: 1,
    nerwin: '0',
    kind: 'window',
    radius: 1,
    hidden: 2,
    activation: 'hardtanh',
    classes: [],
    features: { ...plain, shape: true, sentence: true },
    thresholds: { start: 1, extend: 0.5, edge: 1.7 },
    operatingPoints: {},
    locations: ['LOC'],
    corpora: { train: [], dev: [] },
    config: {},
  };
  const tensors = new Map<string, StoredTensor>([
    ['W.transposed', pairs(0.4, 0, 0, 0.2, 0.6, -0.2, 0.2, 0.4, 0.1, 0, 0, -0.1)],
    ['b', vector(0.1, -0.1)],
    ['u', vector(2, 1)],
    ['S', pairs(0.1, 0, 0.05, 0.1, 0.3, 0.1, -0.4, -0.2, 0, 0.1, 0.05, 0, -0.2, 0, 0, 0.05, 0.1, -0.05)],
    ['lexicon.unknown', vector(0.1, 0.1)],
    ['lexicon.number', vector(0, 0)],
    ['lexicon.padding', vector(0.05, -0.05)],
    ['lexicon.slots', { shape: [slots.length], data: slots }],
    ['lexicon.starts', { shape: [starts.length], data: starts }],
    ['lexicon.vectors', pairs(0.5, -0.5, 1, 0.5)],
    ['lexicon.words', text('in', 'paris')],
    ['features.words', text('shape=Initial', 'shape=lower')],
    ['features.sentences', text('first', 'case=plain', 'length=short')],
  ]);
  writeTensors(path, { nerwin: JSON.stringify(header) }, tensors);
}

const formatPage = readFileSync(join(import.meta.dirname, '../../src/model/FORMAT.md'), 'utf8');

test('the page says of every activation and every lookup step what it does, and the reader knows every activation', () => {
  const reader = readFileSync(join(import.meta.dirname, 'reader.py'), 'utf8');
  expect(activations.filter((name) => !formatPage.includes(`| \`${name}\` |`))).toEqual([]);
  expect(activations.filter((name) => !reader.includes(`"${name}": `))).toEqual([]);
  const steps = [...formatPage.matchAll(/^\| \d+ (\S+) \|/gm)].map(([, step]) => step);
  expect(steps).toEqual([...rungs]);
});

test('the sentence worked on the page has the scores that it says', () => {
  writeWorkedModel();
  const { scores, locations } = new Tagger(loadModel(path), { tokenized: true }).tag('We met in Paris .');
  const said = /The scores of the five tokens are (.*)\. Two runs/.exec(formatPage)?.[1] ?? '';
  const numbers = said.split(/, | and /).map((text) => Number(text.replace('−', '-')));
  expect(numbers).toHaveLength(5);
  numbers.forEach((score, t) => {
    expect(scores[t]).toBeCloseTo(score, 6);
  });
  expect(numbers[3]).toBe(1.99);
  expect([locations.count, locations.starts[0], locations.ends[0]]).toEqual([1, 3, 4]);
});

describe.skipIf(python === undefined)(
  'a reader written from FORMAT.md agrees with the tagger to 1e-5',
  () => {
    test('the shipped model, on 500 sentences and on difficult tokens', () => {
      const shipped = loadModel(shippedModelPath());
      saveModel(path, shipped);
      const sentences = [...sentencesOf('dev.conll'), ...sentencesOf('test.conll')].slice(0, 500);
      expect(sentences).toHaveLength(500);
      const mixed = hard.map((token, k) => `${hard[(7 * k) % hard.length]} in ${token} , ${token} .`);
      const found = expectAgreement(shipped, [
        ...sentences,
        ...mixed,
        hard.join(' '),
        '',
        '. "',
        'A  B\u00a0C\tD ',
        'L\u2060ondon \ufe0fParis Par\u00adis Kingʼs Lynn',
        'She lives in Invercargill New Zealand and he in Lima Peru',
        'from san francisco california usa to tokyo japan',
        'SEEN IN MIAMI FLORIDA USA',
        'West Jersey , New York City New York , Paris\u2060 France',
      ]);
      expect(found).toBeGreaterThan(100);
    });

    test('the sentence worked on the page', () => {
      writeWorkedModel();
      expect(expectAgreement(loadModel(path), ['We met in Paris .'])).toBe(1);
    });

    test('a softmax with three classes', () => {
      writeToyModel(path, { features: everything, hidden: 3 });
      const { metadata, tensors } = readTensors(path, 'model');
      const classes = ['O', 'B-LOC', 'I-LOC'];
      const header = { ...JSON.parse(metadata.nerwin), kind: 'softmax', activation: 'log-odds', classes };
      const u = { shape: [3], data: Float32Array.of(-1, 1, 1) };
      writeTensors(path, { nerwin: JSON.stringify(header) }, new Map(tensors).set('u', u));
      const random = randomSentences(4, 60, 30).map(({ tokens }) => tokens.join(' '));
      expectAgreement(loadModel(path), random);
    });

    test.each([
      ['every feature', { features: everything, gazetteers: true }],
      [
        'names side by side',
        { gazetteers: true, divide: { levels: [['city'], ['firm'], ['name']], except: [] } },
      ],
      ['no feature', { features: plain, radius: 0 }],
      ['only the mean of the document', { features: { ...plain, documentMean: true }, radius: 3 }],
      ...activations.map((activation) => [activation, { activation }] as const),
    ] as const)('a model with random weights: %s', (_, options) => {
      writeToyModel(path, options);
      const random = randomSentences(3, 60, 30).map(({ tokens }) => tokens.join(' '));
      expectAgreement(loadModel(path), [...random, ...hard.map((token) => `${token} Paris ${token}`)]);
    });
  },
);
