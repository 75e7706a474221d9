/** @file The thread that tags: it holds the model, so that typing never waits for it. */

import { download } from '../../api/model-source.js';
import { openModel } from '../../api/open-model.browser.js';
import { type LoadProgress, Tagger } from '../../browser.js';
import { NerwinError } from '../../error.js';
import { scoreText } from '../../lessons/explain/explained-text.js';
import { denseOf, explain } from '../../lessons/explain/explanation.js';
import { featuresOf, labelOf, verdictOf, wayOf } from '../../lessons/explain/labels.js';
import type { StoredModel } from '../../model/read-model.js';
import type { Answer, ExplainedWord, Request } from './messages.js';

let bytes: Uint8Array | undefined;
let model: StoredModel | undefined;
let tagger: Tagger | undefined;
let threshold: number | undefined;

const tableMemory = 32; // megabytes: a page holds few words

async function load(source: string | ArrayBuffer, onProgress: (progress: LoadProgress) => void) {
  const next = typeof source === 'string' ? await downloaded(source, onProgress) : new Uint8Array(source);
  const nextTagger = await Tagger.load(next, { tableMemory });
  model = await openModel(next, {});
  [bytes, tagger, threshold] = [next, nextTagger, undefined];
  return tagger.thresholds.start;
}

async function downloaded(url: string, onProgress: (progress: LoadProgress) => void): Promise<Uint8Array> {
  const source = await download(url, { onProgress });
  return source.read(0, source.size) ?? new Uint8Array();
}

async function taggerFor(asked: number | undefined): Promise<Tagger> {
  if (!tagger || !bytes) throw new NerwinError('model', 'There is no model yet.');
  if (asked !== threshold) {
    tagger = await Tagger.load(bytes, { threshold: asked, tableMemory });
    threshold = asked;
  }
  return tagger;
}

function explained(text: string, token: number, thresholds: Tagger['thresholds']): ExplainedWord {
  if (!model) throw new NerwinError('model', 'There is no model yet.');
  const scored = scoreText(model, text, thresholds);
  const word = explain(scored, token);
  return {
    word: word.word,
    verdict: verdictOf(word, scored),
    way: wayOf(word, scored),
    slots: word.slots.map((slot, p) => ({
      label: labelOf(slot),
      isCenter: slot.token === token,
      vector: [...denseOf(scored, scored.ids[token * word.slots.length + p], scored.model.layout.slots[p])],
      lookup: slot.rung ?? '',
      gradient: slot.gradient,
      leaveOneOut: slot.leaveOneOut,
    })),
    features: featuresOf(word)
      .slice(0, 8)
      .map(({ name, of, gradient }) => ({ name, of, gradient })),
    units: word.units.slice(0, 8).map(({ name, z, h, u, share }) => ({ name, z, h, u, share })),
  };
}

async function answerTo(request: Request): Promise<Answer> {
  switch (request.kind) {
    case 'load': {
      const start = await load(request.source, (progress) =>
        postMessage({ kind: 'progress', ...progress } satisfies Answer),
      );
      return { kind: 'loaded', threshold: start };
    }
    case 'tag': {
      const current = await taggerFor(request.threshold);
      const before = performance.now();
      const record = current.tag(request.text);
      return { kind: 'tagged', record, milliseconds: performance.now() - before };
    }
    case 'format':
      return {
        kind: 'formatted',
        text: (await taggerFor(request.threshold)).format(request.text, request.format),
      };
    case 'explain': {
      const { thresholds } = await taggerFor(request.threshold);
      return { kind: 'explained', word: explained(request.text, request.token, thresholds) };
    }
  }
}

const sentenceOf = ({ message, hint }: NerwinError): string => (hint ? `${message}: ${hint}` : message);

let queue: Promise<unknown> = Promise.resolve();
addEventListener('message', ({ data }: MessageEvent<Request>) => {
  queue = queue.then(async () => {
    try {
      postMessage(await answerTo(data));
    } catch (error) {
      const known = error instanceof NerwinError;
      if (!known) console.error(error);
      const text = known ? sentenceOf(error) : `This is a bug in the page: ${error}`;
      postMessage({ kind: 'fault', of: data.kind, text } satisfies Answer);
    }
  });
});
