/** @file Checks a sentence in memory, so that what is wrong is named by its key, as in `options.corpus[0].tags[2]`. */
import { NerwinError } from '../error.js';
import { isObject } from '../json.js';
import { plural } from '../plural.js';
import { conflict, type Expectation, isPlainObject, kinds, wholeFrom, wrong } from './arguments.js';

/**
 * Throws 'usage' if a value is no sentence: another kind of value, or tokens, tags or spans of the wrong type. Records of other
 * formats, whose tokens are objects or whose tags have another name, are left to their readers.
 */
export function checkSentence(path: string, sentence: object): void {
  const entries = Object.entries(sentence) as [string, unknown][];
  if (!isPlainObject(sentence) || entries.length === 0)
    throw wrong(path, 'a sentence with tokens, and tags or spans', sentence);
  const { tokens, tags, spans, document, text, entities } = Object.fromEntries(entries);
  if (tokens === undefined && entities !== undefined) checkText(path, text, entities);
  if (tokens === undefined || isOtherRecord(sentence, tokens)) return;
  const count = checkTexts(`${path}.tokens`, tokens, isToken);
  if (tags !== undefined && spans !== undefined) throw conflict(`${path}.tags`, `${path}.spans`);
  if (tags === undefined && spans === undefined)
    throw wrong(`${path}.tags`, 'tags, or spans instead of them', tags, 'pass one tag per token, or spans');
  if (spans !== undefined) checkSpans(`${path}.spans`, spans, count);
  else {
    const tagCount = checkTexts(`${path}.tags`, tags, isTag);
    const difference = `${plural(tagCount, 'tag', 'tags')} for ${plural(count, 'token', 'tokens')}`;
    if (tagCount !== count)
      throw new NerwinError('usage', `${path}.tags: ${difference}`, 'pass one tag per token');
  }
  if (!['undefined', 'string', 'number'].includes(typeof document))
    throw wrong(`${path}.document`, 'a string or a number', document);
}

const ownKeys = ['tokens', 'tags', 'spans', 'document'];

/** True for a record of another format, such as `ner_tags` of Hugging Face or tokens of spaCy. */
function isOtherRecord(sentence: object, tokens: unknown): boolean {
  if (Array.isArray(tokens) && tokens.length > 0 && tokens.every(isObject)) return true;
  const given = Object.entries(sentence).flatMap(([key, value]) => (value === undefined ? [] : [key]));
  const hasOwn = given.includes('tags') || given.includes('spans');
  return !hasOwn && given.some((key) => !ownKeys.includes(key));
}

/** A token is empty if nothing of it can be seen: that is what `readCorpus` returns for it. */
const isToken = kinds.isText;
const isTag: Expectation = {
  expected: 'a string that is not empty',
  holds: (value) => typeof value === 'string' && value !== '',
};

/** Checks a list of texts and returns their number. */
function checkTexts(path: string, value: unknown, { expected, holds }: Expectation): number {
  if (!Array.isArray(value)) throw wrong(path, 'a list of strings', value);
  for (const [k, item] of (value as unknown[]).entries())
    if (!holds(item)) throw wrong(`${path}[${k}]`, expected, item);
  return value.length;
}

/** Checks a text and its entities. Records of other formats, whose entities are lists or have other keys, are left to their readers. */
function checkText(path: string, text: unknown, entities: unknown): void {
  if (typeof text !== 'string') throw wrong(`${path}.text`, 'a string', text);
  if (!Array.isArray(entities)) throw wrong(`${path}.entities`, 'a list of entities', entities);
  for (const [k, entity] of (entities as unknown[]).entries()) {
    if (typeof entity !== 'object' || entity === null)
      throw wrong(`${path}.entities[${k}]`, 'an entity with type, start and end', entity);
    if (!('type' in entity && 'start' in entity && 'end' in entity)) continue;
    if (text === '')
      throw new NerwinError(
        'usage',
        `${path}.entities[${k}]: the text is empty`,
        'pass the text of the entity',
      );
    checkSpan(`${path}.entities[${k}]`, entity, text.length);
  }
}

function checkSpans(path: string, spans: unknown, count: number): void {
  if (!Array.isArray(spans)) throw wrong(path, 'a list of spans', spans);
  for (const [k, span] of (spans as unknown[]).entries()) {
    if (typeof span !== 'object' || span === null)
      throw wrong(`${path}[${k}]`, 'a span with type, start and end', span);
    if (count === 0)
      throw new NerwinError('usage', `${path}[${k}]: there are no tokens`, 'pass the tokens of the span');
    checkSpan(`${path}[${k}]`, span, count);
  }
}

/** Checks a span of `count` tokens or characters. */
function checkSpan(path: string, span: object, count: number): void {
  const { type, start, end } = span as Record<string, unknown>;
  if (typeof type !== 'string' || type === '')
    throw wrong(`${path}.type`, 'a string that is not empty', type);
  const isStart = wholeFrom(0, count - 1);
  if (!isStart.holds(start)) throw wrong(`${path}.start`, isStart.expected, start);
  const isEnd = wholeFrom(Number(start) + 1, count);
  if (!isEnd.holds(end)) throw wrong(`${path}.end`, isEnd.expected, end);
}
