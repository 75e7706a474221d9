/** @file Unusual spellings of tags, such as `BEGIN-LOC`, `BLOC` or `"B-LOC:0.98"`, in the usual one. */

/** Longer texts are no tags; the patterns below would be slow on them. */
const longest = 100;

/** Nearly all tags, which are returned as they are. */
const usual = /^(?:O|[BIES]-[A-Za-z]+)$/;

/** Letters of Cyrillic and Greek that look like letters of tags. */
const lookAlikes: ReadonlyMap<string, string> = new Map(
  Array.from(
    'АAВBСCЕEНHІIЈJКKМMОOоoРPЅSТTХXΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOοoΡPΤTΥYΧX'.matchAll(/(.)(.)/gu),
    ([, a, b]) => [a, b],
  ),
);

/** Entity types behind which a prefix can only be a position. */
const knownType =
  '(?:PER|PERS|PERSON|LOC|LOCATION|ORG|ORGANI[SZ]ATION|GPE|MISC|FAC|NORP|geo|gpe|per|org|tim|art|eve|nat|loc|misc)';
const join = '[-_:./]';

/** What words in place of the letters mean; the second list needs a known type, for START_DATE is a type itself. */
const words: readonly (readonly [letter: string, always: string, withType: string])[] = [
  ['B', 'BEGIN|BEGINNING', 'START|FIRST|INIT|INITIAL|B1'],
  ['I', 'INSIDE|INTERMEDIATE', 'IN|INNER|CONT|CONTINUE|CONTINUED|MID|MIDDLE|REST|I1'],
  ['E', 'ENDING', 'END|LAST|FINAL'],
  ['S', 'SINGLETON', 'SINGLE|UNIT|UNIQUE|WHOLE'],
  ['O', 'OUTSIDE', ''],
];
const spelledOut = words.flatMap(([letter, always, withType]) => [
  { letter, pattern: new RegExp(`^(?:${always})${join}(\\S+)$`, 'iu') },
  { letter, pattern: new RegExp(`^(\\S+)${join}(?:${always})$`, 'iu') },
  ...(withType === ''
    ? []
    : [
        { letter, pattern: new RegExp(`^(?:${withType})${join}+(${knownType})$`, 'iu') },
        { letter, pattern: new RegExp(`^(${knownType})${join}+(?:${withType})$`, 'iu') },
      ]),
]);
const glued = new RegExp(`^([BI])(${knownType})$`, 'u');

/** A number behind a tag: a confidence, as in `B-LOC:0.98` or `O (0.98)`. */
const confidence = /^(.*[^\s:/=|@(,;])\s*[:/=|@(,;\s]\s*\d?\.\d+(?:e-?\d+)?\s*\)?$/iu;

/** Signs around a tag. */
const pairs: readonly (readonly [open: string, close: string])[] = [
  ['"', '"'],
  ["'", "'"],
  ['`', '`'],
  ['[', ']'],
  ['(', ')'],
  ['<', '>'],
  ['{', '}'],
  ['\u201c', '\u201d'],
  ['\u2018', '\u2019'],
];

/** Returns a tag in its usual spelling, if it is one that is known; otherwise the text as it is. */
export function usualSpelling(text: string): string {
  if (usual.test(text) || text.length > longest) return text;
  const bare = withoutSigns(text.replace(/[\p{Cf}\p{Cc}]/gu, ''));
  const plain = inLatin(confidence.exec(bare)?.[1] ?? bare);
  if (/^outside$/i.test(plain)) return 'O';
  const [, letter, type] = glued.exec(plain) ?? [];
  if (letter !== undefined) return `${letter}-${type}`;
  for (const { letter, pattern } of spelledOut) {
    const [, type] = pattern.exec(plain) ?? [];
    if (type !== undefined) return letter === 'O' ? 'O' : `${letter}-${type}`;
  }
  const [, position, rest] =
    /^([BIMELSUWbieslu])(?:[-_]{2,}|[+#=@~|\\]| ?[- ] ?|[([](?=.+[)\]]$))([^)\]\s]+)[)\]]?$/u.exec(plain) ??
    [];
  return position === undefined || /^[-_]/.test(rest) ? plain : `${position}-${rest}`;
}

/** Returns a tag without quotes or brackets around it, punctuation behind it, and fastText's `__label__`. */
function withoutSigns(text: string): string {
  const pair = pairs.find(
    ([open, close]) => text.length > 2 && text.startsWith(open) && text.endsWith(close),
  );
  const inner = pair ? text.slice(1, -1) : text;
  return inner
    .replace(/^__label__/, '')
    .replace(/(?<=[\p{L}\p{N}])[.,;:]+$|(?<=^[BIES][-_]\S*[\p{L}\p{N}])[-_]+$/u, '');
}

/** Returns a tag with Latin letters for those that only look like them, if it is Latin otherwise. */
function inLatin(text: string): string {
  if (!/[\u0370-\u04ff]/.test(text)) return text;
  const latin = (part: string) => Array.from(part, (sign) => lookAlikes.get(sign) ?? sign).join('');
  if (/^.$/u.test(text)) return latin(text);
  const [, letter = '', type = text] = /^(.[-_:./])(.+)$/u.exec(text) ?? [];
  const isMixed = /[A-Za-z]/.test(type) && !/[^\p{ASCII}]/u.test(latin(type));
  return latin(letter) + (isMixed ? latin(type) : type);
}

/** What programs and people write in place of O. */
const outsideWord = /^(?:[-_*0\u25cb]|-O|O-\S*|out|outside|other|others|none|nil|null|na|n\/a|nan)$/i;

/** True if `text` means O in a column whose other cells are tags. */
export const isOutsideWord = (text: string): boolean => outsideWord.test(text);

/** True if `text` is no word, and means O wherever tags are expected. */
export const isOutsideMark = (text: string): boolean => /^[-_*0\u25cb]$/.test(text);

const begins = 'START|BEGIN|BEG|INIT|INITIAL|FIRST|B1?';
const beginning = new RegExp(`^(?:${begins})([-_:./]?\\S{2,})$|^(\\S{2,}[-_:./])(?:${begins})$`, 'i');
const continuing = /^(?:CONT|CONTINUE|IN|INNER|MID|MIDDLE|REST|NEXT|I1?)$/i;

/**
 * Returns two bare types of one list that seem to be the beginning and the inside of the same type, such as
 * `START-LOC` and `CONT-LOC`, or types of which only numbers are known, such as `LABEL_1`; undefined if there are none.
 */
export function positionsAmong(types: Iterable<string>): readonly string[] | undefined {
  const all = [...types];
  const numbered = all.filter((type) => /^LABEL_\d+$/.test(type));
  if (numbered.length > 0) return numbered.slice(0, 2);
  for (const type of all) {
    const [, before, after] = beginning.exec(type) ?? [];
    const rest = before ?? after;
    if (rest === undefined) continue;
    const isInside = (other: string): boolean => {
      const word = before === undefined ? other.slice(rest.length) : other.slice(0, -rest.length);
      const holds = before === undefined ? other.startsWith(rest) : other.endsWith(rest);
      return holds && continuing.test(word);
    };
    const inside = all.find((other) => other.length > rest.length && isInside(other));
    if (inside !== undefined) return [type, inside];
  }
  return undefined;
}

const known = new RegExp(`^${knownType}$`, 'i');

/** True if `text` is a usual entity type without a letter. */
export const isKnownType = (text: string): boolean => known.test(text);
