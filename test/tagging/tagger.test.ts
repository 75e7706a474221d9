import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Sentence } from '../../src/corpus/sentence.js';
import { CorpusScorer } from '../../src/evaluation/corpus-scorer.js';
import type { StoredModel } from '../../src/model/model-file.js';
import { Random } from '../../src/random.js';
import { makeTable } from '../../src/simd/choose.js';
import { locationScore, type Tagged } from '../../src/tagging/tagged.js';
import { Tagger, type TaggerOptions } from '../../src/tagging/tagger.js';
import { WordLookUp } from '../../src/vectors/ladder.js';
import { Encoder } from '../../src/windows/encoder.js';
import { everything, plain, randomSentences, toyModel, vocabulary } from './toy-model.js';

/** Scores as evaluation computes them, sentence by sentence. */
async function evaluated(model: StoredModel, sentences: readonly Sentence[]): Promise<number[][]> {
  const encoder = new Encoder(new WordLookUp(model.lexicon), model.features, model.header.radius);
  const { corpus } = encoder.encode(sentences, new Set(['LOC']), false);
  const inputs = encoder.rows.inputs();
  const table = makeTable('auto', model.layout, model.header.activation, inputs.dense.length + 1);
  const scores = new CorpusScorer(table, inputs, corpus).score(model.parameters);
  return sentences.map(({ tokens }, k) => [
    ...scores.subarray(corpus.starts[k], corpus.starts[k] + tokens.length),
  ]);
}

function tagged(model: StoredModel, lines: readonly string[], options: TaggerOptions): number[][] {
  const tagger = new Tagger(model, options);
  return lines.map((line) => {
    const { scores, tokens } = tagger.tag(line);
    return [...scores.subarray(0, tokens.count)];
  });
}

/** First token, end and score of each location. */
const locationsOf = (text: Tagged): number[][] =>
  Array.from({ length: text.locations.count }, (_, k) => [
    text.locations.starts[k],
    text.locations.ends[k],
    locationScore(text, k),
  ]);

const lineOf = ({ tokens }: Sentence): string => tokens.join(' ');
const tokenized = { tokenized: true };

describe('scores are those of evaluation, bit by bit', () => {
  const families = {
    plain: { features: plain },
    'shapes, affixes, location rates': {
      features: { ...everything, sentenceMean: false, documentMean: false },
    },
    'sentence features': { features: { ...plain, sentence: true }, activation: 'hardtanh' },
    'mean of the sentence': { features: { ...plain, sentenceMean: true } },
    'mean of the document': { features: { ...plain, documentMean: true } },
    everything: { features: everything, gazetteers: true, activation: 'relu' },
    'windows of 1': { features: everything, gazetteers: true, radius: 0 },
    'windows of 7': { features: everything, gazetteers: true, radius: 3, hidden: 16 },
  } as const;
  test.each(Object.entries(families))('%s', async (_, options) => {
    const model = toyModel(options);
    const sentences = randomSentences(2, 150);
    expect(tagged(model, sentences.map(lineOf), tokenized)).toEqual(await evaluated(model, sentences));
  });
});

describe('a bounded table', () => {
  const tiny = { ...tokenized, tableBytes: 1 };

  test('changes no score, however often it is refilled', () => {
    const model = toyModel({ features: everything, gazetteers: true });
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 300 }), (seed, longest) => {
        const lines = randomSentences(seed, 12, longest).map(
          (sentence, k) => `${lineOf(sentence)} w${seed}x${k} ${'y'.repeat(k)}`,
        );
        expect(tagged(model, lines, tiny)).toEqual(tagged(model, lines, tokenized));
      }),
      { numRuns: 25 },
    );
  });

  test('keeps frequent words, and changes no score and no location', () => {
    const model = toyModel({ features: { ...everything, documentMean: false }, gazetteers: true });
    const random = Random.seeded(7);
    const lines = randomSentences(3, 400).map((sentence) => {
      const rare = Array.from({ length: random.below(9) }, () => `w${Math.floor(5000 ** random.uniform())}`);
      return `${lineOf(sentence)} ${rare.join(' ')}`;
    });
    expect(tagged(model, lines, { tableBytes: 50_000 })).toEqual(tagged(model, lines, {}));
    const all = new Tagger(model);
    const some = new Tagger(model, { tableBytes: 50_000, scores: 'locations' });
    for (const line of lines) expect(locationsOf(some.tag(line))).toEqual(locationsOf(all.tag(line)));
  });

  test('holds a sentence of thousands of different words', () => {
    const model = toyModel({ features: { ...everything, documentMean: false } });
    const line = Array.from({ length: 9000 }, (_, k) => `w${k}`).join(' ');
    expect(tagged(model, [line], tiny)).toEqual(tagged(model, [line], tokenized));
  });
});

describe('texts together', () => {
  const families = { plain, sentence: { ...plain, sentence: true }, everything } as const;
  test.each(Object.entries(families))('%s: the same scores and locations as one by one', (_, features) => {
    const model = toyModel({ features, gazetteers: features === everything });
    const line = fc.oneof(
      fc.constantFrom('', ' ', 'We are in Paris. The museum is amazing! Rome.', `${'a '.repeat(9000)}b.`),
      fc.integer().map((seed) => randomSentences(seed, 3).map(lineOf).join(' ')),
      fc.integer({ max: 900 }).map((seed) => Array.from({ length: 90 }, (_, k) => `w${seed + k}`).join(' ')),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), fc.constantFrom(1, 50_000, 1e7), (lines, tableBytes) => {
        const [one, all] = [new Tagger(model, { tableBytes }), new Tagger(model, { tableBytes })];
        const found: unknown[] = [];
        const factsOf = (text: Tagged): unknown => [
          ...[text.text, [...text.scores.subarray(0, text.tokens.count)], locationsOf(text)],
        ];
        all.tagAll(lines, (text) => found.push(factsOf(text)));
        expect(found).toEqual(lines.map((text) => factsOf(one.tag(text))));
      }),
      { numRuns: 20 },
    );
  });
});

describe('raw text', () => {
  test('each sentence of a line is scored separately', () => {
    const model = toyModel({ features: { ...everything, documentMean: false } });
    const [both] = tagged(model, ['We are in Paris. The museum is amazing!'], {});
    const [first] = tagged(model, ['We are in Paris .'], tokenized);
    const [second] = tagged(model, ['The museum is amazing !'], tokenized);
    expect(both).toEqual([...first, ...second]);
  });

  test('an empty text and one of spaces have no tokens', () => {
    const tagger = new Tagger(toyModel({ features: everything }));
    for (const text of ['', ' \t ', '\u200b']) {
      const { tokens, locations, sentences } = tagger.tag(text);
      expect([tokens.count, locations.count, sentences.count]).toEqual([0, 0, 0]);
    }
  });

  test('locations are runs over the threshold, never across sentences', () => {
    const model = toyModel();
    const tagger = new Tagger(model, { thresholds: { start: -1e9, extend: -1e9 } });
    const { locations } = tagger.tag('We are in Paris. The museum is amazing!');
    expect([...locations.starts.subarray(0, 2), ...locations.ends.subarray(0, 2)]).toEqual([0, 5, 5, 10]);
    expect(locations.count).toBe(2);
  });

  test('with scores only for locations, finds the same locations with the same scores', () => {
    for (const activation of ['tanh', 'hardtanh'] as const) {
      const model = toyModel({ features: everything, gazetteers: true, activation });
      const lines = randomSentences(5, 60).map(lineOf);
      const sorted = tagged(model, lines, {})
        .flat()
        .toSorted((a, b) => a - b);
      const at = (share: number): number => sorted[Math.floor(share * sorted.length)];
      const thresholds = { start: at(0.9), extend: at(0.8) };
      const [all, some] = [
        new Tagger(model, { thresholds }),
        new Tagger(model, { thresholds, scores: 'locations' }),
      ];
      let count = 0;
      for (const line of lines) {
        const expected = locationsOf(all.tag(line));
        expect(locationsOf(some.tag(line))).toEqual(expected);
        count += expected.length;
      }
      expect(count).toBeGreaterThan(20);
    }
  });

  test('with an edge, lowercase words and punctuation are cut from the ends of a location', () => {
    const tagger = new Tagger(toyModel(), { thresholds: { start: -1e9, extend: -1e9, edge: 1e9 } });
    const { locations } = tagger.tag('We are in Paris. The museum is amazing!');
    expect([...locations.starts.subarray(0, 2), ...locations.ends.subarray(0, 2)]).toEqual([0, 5, 4, 6]);
    expect(locations.count).toBe(2);
  });

  test('a result never depends on what was tagged before', () => {
    const model = toyModel({ features: everything, gazetteers: true });
    const text = fc.array(fc.constantFrom(...vocabulary), { maxLength: 20 }).map((words) => words.join(' '));
    const used = new Tagger(model, { tableBytes: 100_000 });
    fc.assert(
      fc.property(text, (line) => {
        const count = used.tag(line).tokens.count;
        const scores = [...used.tag(line).scores.subarray(0, count)];
        expect(tagged(model, [line], {})).toEqual([scores]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the options of a tagger', () => {
  test('document: every text is a document of its own, whatever was tagged before', () => {
    const model = toyModel({ features: plain });
    const [first, second] = ['Paris in Paris river Paris', 'Paris the Rome Paris'];
    const options = { document: true } as const;
    expect(tagged(model, [first, second], options)[1]).toEqual(tagged(model, [second], options)[0]);
    expect(tagged(model, [second], {})[0]).not.toEqual(tagged(model, [second], options)[0]);
  });

  test('minProbability: a location with exactly this probability is kept', () => {
    const model = toyModel({ features: plain });
    const tagger = new Tagger(model, { minProbability: 0.5 });
    const { a, b } = model.header.calibration ?? { a: Number.NaN, b: Number.NaN };
    expect(tagger.probability?.of(-b / a)).toBe(0.5); // σ(0)
    expect([-b / a + 0.01, -b / a, -b / a - 0.01].map((s) => tagger.isProbable(s))).toEqual([
      true,
      true,
      false,
    ]);
  });
});
