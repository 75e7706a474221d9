/**
 * Trains a model from sentences in memory, without a file, and evaluates and uses it:
 * `node --import ./bin/register.js examples/train.ts`.
 */
import { type AnnotatedTokens, evaluate, Tagger, train } from 'nerwin';

/** Marks the one-word locations of a sentence. */
const sentence = (text: string, ...locations: string[]): AnnotatedTokens => {
  const tokens = text.split(' ');
  return { tokens, tags: tokens.map((token) => (locations.includes(token) ? 'B-LOC' : 'O')) };
};

const cities = ['Paris', 'Rome', 'Berlin', 'London', 'Madrid', 'Vienna', 'Athens', 'Dublin'];
const sentences = cities.flatMap((city) => [
  sentence(`She lives in ${city} .`, city),
  sentence(`The mayor of ${city} resigned .`, city),
  sentence('The minister resigned in the morning .'),
]);
const dev = [sentence('He works in Oslo .', 'Oslo'), sentence('He works in the garden .')];

const run = train({
  config: {
    corpus: { train: sentences, dev },
    vectors: { file: 'shipped' },
    features: { shape: true },
    training: { epochs: 5 },
  },
  output: null,
});
for await (const event of run)
  if (event.kind === 'epoch')
    console.log(`epoch ${event.metrics.epoch}: loss ${event.metrics.loss.toFixed(3)}`);

const model = await run.model();
const { entity } = await evaluate({ model, corpus: dev });
console.log(`entity F1 on dev: ${entity.f1.toFixed(2)}`);

const tagger = await Tagger.load(model);
console.log(tagger.format('She lives in Lisbon.'));
