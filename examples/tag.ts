/**
 * Tags texts with the shipped model: `node --import ./bin/register.js examples/tag.ts`.
 */
import { Tagger } from 'nerwin';

const tagger = await Tagger.load();

for (const text of ['I flew from New York to Rome.', 'Paris Hilton never went there.']) {
  const { locations } = tagger.tag(text);
  const names = locations.map(
    ({ text: name, start, end, score }) => `${name} (${start}–${end}, score ${score})`,
  );
  console.log(`${text}\n  ${names.join(', ') || 'no locations'}`);
}

console.log(tagger.format('It rains in Berlin.', 'html'));
