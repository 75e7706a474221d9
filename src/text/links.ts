/** @file Finds the end of a URL, e-mail address, host name or file name; each of these is one token. */

import { characterClass, INVISIBLE, isWordAt, SPACE, widthAt } from './characters.js';

const schemes = new Set(['http', 'https', 'ftp', 'file', 'mailto']);

// Last labels that make a bare `name.label` a host or file name. English words that are likely to follow a
// period without a space must not be among them.
const labels = new Set(
  (
    'com org net edu gov mil int info biz co uk ca de fr nl pt jp cn ru br eu io ly tv fm gl gd ' +
    'doc docx xls xlsx ppt pdf txt zip jpg jpeg png gif htm html php asp exe csv json xml js ts py'
  ).split(' '),
);

const LONGEST_SCHEME = 6;
const LONGEST_LABEL = 5;
const LONGEST_HOST = 253; // RFC 1035 §2.3.4
const LONGEST_LOCAL_PART = 64; // of an e-mail address, RFC 5321 §4.5.3.1.1

/** The end of the text before the next space or invisible character. */
export function chunkEnd(text: string, from: number): number {
  let at = from;
  for (;;) {
    const kind = characterClass(text, at);
    if (kind === SPACE || kind === INVISIBLE) return at;
    at += 1;
  }
}

/**
 * Returns the end (exclusive) of the link that starts at `start`, or `start` if there is none; `limit` is the
 * end of its chunk. Called only if no character that can be part of a link comes before, so no character is
 * read by two searches.
 */
export function linkEnd(text: string, start: number, limit: number): number {
  if (hasScheme(text, start) || hasPrefix(text, start, 'www.')) return urlEnd(text, start, limit);
  const address = addressEnd(text, start, limit);
  return address > start ? address : hostEnd(text, start, limit);
}

/** `http://…` or `mailto:…`. */
function hasScheme(text: string, start: number): boolean {
  const colon = text.slice(start, start + LONGEST_SCHEME + 1).indexOf(':');
  if (colon < 1) return false;
  const scheme = text.slice(start, start + colon).toLowerCase();
  if (!schemes.has(scheme)) return false;
  return scheme === 'mailto' ? isWordAt(text, start + colon + 1) : text.startsWith('//', start + colon + 1);
}

function hasPrefix(text: string, start: number, prefix: string): boolean {
  const found = text.slice(start, start + prefix.length).toLowerCase() === prefix;
  return found && isWordAt(text, start + prefix.length);
}

/** Everything up to a quote, an angle bracket or a space, without the punctuation at its end. */
function urlEnd(text: string, start: number, limit: number): number {
  let end = start;
  let brackets = false;
  while (end < limit && !'"<>“”'.includes(text[end])) {
    if (text[end] === '(') brackets = true;
    end += 1;
  }
  while (end > start + 1 && (".,;:!?'’…]}*".includes(text[end - 1]) || (text[end - 1] === ')' && !brackets)))
    end -= 1;
  return end;
}

/** Local part, @, host; the host has a period, or is uppercase (`Rice@ENRON`). */
function addressEnd(text: string, start: number, limit: number): number {
  let at = start;
  const last = Math.min(limit, start + LONGEST_LOCAL_PART + 1);
  while (at < last && (isHost(text, at) || '_+%'.includes(text[at]))) at += 1;
  if (at === start || at >= limit || text[at] !== '@' || !isWordAt(text, at + 1)) return start;
  const host = at + 1;
  at = host;
  while (at < limit && isHost(text, at)) at += 1;
  while (!isWordAt(text, at - 1)) at -= 1;
  const name = text.slice(host, at);
  return name.includes('.') || name === name.toUpperCase() ? at : start;
}

/** Labels joined by periods, the last of them a known one; with the path if a slash follows. */
function hostEnd(text: string, start: number, limit: number): number {
  let at = start;
  let period = -1;
  let periods = 0;
  while (at < limit && (isHost(text, at) || text[at] === '_')) {
    if (text[at] === '.' && isWordAt(text, at + 1)) {
      period = at;
      periods += 1;
    }
    at += 1;
  }
  while (at > start && !isWordAt(text, at - 1)) at -= 1;
  if (period <= start) return start;
  if (periods > 1 && isNewsgroup(text.slice(start, at))) return at;
  if (at - period - 1 > LONGEST_LABEL) return start;
  const label = text.slice(period + 1, at);
  const even = label === label.toLowerCase() || label === label.toUpperCase(); // not `end.In`
  if (!even || !labels.has(label.toLowerCase())) return start;
  return text[at] === '/' && isWordAt(text, at + 1) ? urlEnd(text, start, limit) : at;
}

/** True for three or more labels of at least two lowercase letters: `comp.sources.unix`. */
function isNewsgroup(name: string): boolean {
  return name.length <= LONGEST_HOST && /^[a-z]{2,}(-[a-z]+)*(\.[a-z]{2,}(-[a-z]+)*){2,}$/.test(name);
}

/** True if the code unit at `at` can be part of a host name; surrogates can't. */
function isHost(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit === 0x2d || unit === 0x2e || (isWordAt(text, at) && widthAt(text, at) === 1);
}
