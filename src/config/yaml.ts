/** @file Parses YAML that others wrote. The parser recurs, so depth is limited here, for files and settings alike. */
import {
  type Document,
  type DocumentOptions,
  type ParseOptions,
  parseDocument,
  type SchemaOptions,
} from 'yaml';
import { NerwinError } from '../error.js';

type Options = DocumentOptions & ParseOptions & SchemaOptions;

/** A config has four levels; what users nest deeper by mistake is reported by the schema up to this depth. */
const maxDepth = 50;

const tooDeep = (place: string, cause?: unknown): NerwinError =>
  new NerwinError('config', `${place}: nested too deeply`, 'a config has four levels at most', { cause });

/** Runs a function of the parser, which overflows the stack on deep nesting. Throws 'config' if it does. */
export function withinDepth<T>(place: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw error instanceof RangeError ? tooDeep(place, error) : error;
  }
}

/** Parses one document. Its syntax errors are in the result; throws 'config' only if it is nested too deeply. */
export function parseYaml(text: string, place: string, options: Options): Document.Parsed {
  if (isTooDeep(text)) throw tooDeep(place);
  const document = withinDepth(place, () =>
    parseDocument(text, { prettyErrors: false, logLevel: 'error', ...options }),
  );
  const exhausted = document.errors.find(({ message }) => message === 'Maximum call stack size exceeded');
  if (exhausted) throw tooDeep(place, exhausted);
  return document;
}

/**
 * True if brackets, or dashes in a line, are nested too deeply; quotes are not looked at. Checked before the parser
 * recurs, because V8 aborts if a regular expression is compiled where the stack is nearly full.
 */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === '[' || character === '{') depth++;
    else if ((character === ']' || character === '}') && depth > 0) depth--;
    if (depth > maxDepth) return true;
  }
  return /^[ \t]*(?:[-?:][ \t]+){50}/m.test(text);
}

/** Returns a document as plain values. Throws 'config' if they are nested too deeply. */
export function plainValue(document: Document.Parsed, place: string, maxAliasCount: number): unknown {
  const value: unknown = withinDepth(place, () => document.toJS({ maxAliasCount }));
  let level = new Set([value]);
  for (let depth = 0; level.size > 0; depth++) {
    if (depth > maxDepth) throw tooDeep(place);
    level = new Set(
      [...level].filter((item) => item instanceof Object).flatMap((item) => Object.values(item)),
    );
  }
  return value;
}
