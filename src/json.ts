/** @file JSON that others wrote: parses it, in the one place where its depth is limited, and walks its values. */

export type JsonObject = Readonly<Record<string, unknown>>;

/** Arrays and objects inside each other. No file that nerwin reads needs more than ten. */
const maxDepth = 200;

/**
 * Returns the value of a JSON text. Throws a `SyntaxError` if it is not valid JSON or is nested more than 200 deep:
 * whoever walks the value can then recur without a limit of its own.
 */
export function parseJson(text: string): unknown {
  if (isTooDeep(text)) throw new SyntaxError(`it is nested more than ${maxDepth} deep`);
  return JSON.parse(text);
}

function isTooDeep(text: string): boolean {
  return opensMoreThan(text, maxDepth) && depthOf(text) > maxDepth;
}

/** True if the text has more than `limit` opening brackets, those in strings included; quick, because few texts do. */
function opensMoreThan(text: string, limit: number): boolean {
  let count = 0;
  for (const bracket of ['[', '{'])
    for (let at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1))
      if (++count > limit) return true;
  return false;
}

/** Returns how deep brackets are nested, outside strings. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') at = closingQuote(text, at);
    else if (character === '[' || character === '{') deepest = Math.max(deepest, ++depth);
    else if (character === ']' || character === '}') depth--;
  }
  return deepest;
}

/**
 * Returns the index of the quote that ends the string starting at `open`, or the length of the text if there is none.
 * A loop, because a regular expression for strings overflows the stack of V8 on one of many megabytes.
 */
export function closingQuote(text: string, open: number): number {
  const quote = text[open];
  let at = open + 1;
  while (at < text.length && text[at] !== quote) at += text[at] === '\\' ? 2 : 1;
  return Math.min(at, text.length);
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Yields every value of nested objects that is not an object itself, with its dotted path; a list is one value. */
export function* leavesOf(object: object, prefix = ''): Generator<[path: string, value: unknown]> {
  for (const [key, value] of Object.entries(object) as [string, unknown][]) {
    if (isObject(value)) yield* leavesOf(value, `${prefix}${key}.`);
    else yield [prefix + key, value];
  }
}
