/** @file Measures the speed of tagging, from text to locations and to JSON records, and of opening a model. */
import { loadModel } from '../model/model-file.js';
import { ByteBuffer } from '../tagging/byte-buffer.js';
import { recordWriter } from '../tagging/record.js';
import type { Tagged } from '../tagging/tagged.js';
import { Tagger } from '../tagging/tagger.js';
import type { SpeedSubject } from './bench-subject.js';
import { type Runner, repeatFor } from './interleaved-timing.js';

/** Number of texts tagged between two clock readings. */
const textsAtOnce = 50;
/** Size of the buffer for records, in bytes. */
const flushedBytes = 2 ** 18;

/** Finds locations, and writes records with the score of every token. */
export function taggingSpeeds({ modelPath, texts }: SpeedSubject, clock: () => number): Runner[] {
  const model = loadModel(modelPath);
  const write = recordWriter('jsonl', (location) => location);
  const out = new ByteBuffer();
  return [
    speedOf('tagging, text to locations', new Tagger(model, { scores: 'locations' }), () => {}, texts, clock),
    speedOf(
      'tagging, text to records',
      new Tagger(model),
      (tagged) => {
        write(tagged, out);
        if (out.length > flushedBytes) out.take();
      },
      texts,
      clock,
    ),
  ];
}

/** Tags the texts in turn. They are tagged once before, so that their words are in the table. */
function speedOf(
  name: string,
  tagger: Tagger,
  use: (tagged: Tagged) => void,
  texts: readonly string[],
  clock: () => number,
): Runner {
  let at = 0;
  const some = (): number => {
    let tokens = 0;
    for (let k = 0; k < Math.min(textsAtOnce, texts.length); k++) {
      const tagged = tagger.tag(texts[at]);
      tokens += tagged.tokens.count;
      use(tagged);
      at = (at + 1) % texts.length;
    }
    return tokens;
  };
  for (let done = 0; done < texts.length; done += textsAtOnce) some();
  return {
    name,
    unit: 'tokens/s',
    run: (seconds) => repeatFor(seconds, clock, some),
  };
}

/** Opens the model and tags one sentence, like a call of `nerwin tag` with one sentence. */
export function openingTime({ modelPath, texts }: SpeedSubject, clock: () => number): Runner {
  const run = (seconds: number): { units: number; seconds: number } => {
    const until = clock() + seconds;
    let [units, spent] = [0, 0];
    do {
      const start = clock();
      const model = loadModel(modelPath);
      new Tagger(model, { tableBytes: 2 ** 20 }).tag(texts[0]);
      spent += clock() - start;
      model.lexicon.rows.all(); // reading all of it closes the file
      units++;
    } while (clock() < until);
    return { units, seconds: spent };
  };
  return { name: 'opening the model, first sentence', unit: 'ms', run };
}
