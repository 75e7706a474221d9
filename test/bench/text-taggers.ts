/** @file The text taggers: nerwin, for locations or for records, wink-nlp and compromise. */
import { createRequire } from 'node:module';
import { loadModel } from '../../src/model/model-file.js';
import { ByteBuffer } from '../../src/tagging/byte-buffer.js';
import { recordWriter } from '../../src/tagging/record.js';
import { Tagger } from '../../src/tagging/tagger.js';

export type Kind = 'locations' | 'records' | 'wink-nlp' | 'compromise';

/** The options of a process of `text-tagger-process.ts`. */
export interface Task {
  readonly kind: Kind;
  /** For nerwin only. */
  readonly model: string;
  readonly corpus: string;
  /** Number of sentences it tags per round; slow taggers get fewer. */
  readonly lines: number;
}

/**
 * The messages of such a process: what it finds in `proof` when it is ready, then the seconds of each round.
 */
export type Saying = { readonly found: string } | { readonly seconds: number } | { readonly missing: string };

export const proof = 'My sister lives in Paris.';

/** Tags a text and finds its locations; returns a description of them for `proof`. */
type Tag = (text: string) => unknown;

/** Throws if the package is not installed. */
export function taggerOf({ kind, model }: Task): Tag {
  const require = createRequire(new URL('peers/package.json', import.meta.url));
  switch (kind) {
    case 'locations':
      return finder(model);
    case 'records':
      return writer(model);
    case 'wink-nlp':
      return wink(require);
    case 'compromise':
      return compromise(require);
  }
}

function finder(path: string): Tag {
  const tagger = new Tagger(loadModel(path), { scores: 'locations' });
  return (text) => {
    const { tokens, locations } = tagger.tag(text);
    if (text !== proof || locations.count === 0) return locations.count;
    return text.slice(tokens.starts[locations.starts[0]], tokens.ends[locations.ends[0] - 1]);
  };
}

function writer(path: string): Tag {
  const tagger = new Tagger(loadModel(path));
  const write = recordWriter('jsonl', (location) => location);
  const out = new ByteBuffer();
  return (text) => {
    write(tagger.tag(text), out);
    return out.length > 1 << 18 || text === proof ? Buffer.from(out.take()).toString() : '';
  };
}

/** Set up as in its documentation, for entities alone. */
function wink(require: NodeJS.Require): Tag {
  const nlp = require('wink-nlp')(require('wink-eng-lite-web-model'), ['sbd', 'ner']);
  return (text) => nlp.readDoc(text).entities().out(nlp.its.detail);
}

function compromise(require: NodeJS.Require): Tag {
  const nlp = require('compromise');
  return (text) => nlp(text).places().out('array');
}
