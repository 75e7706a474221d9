/**
 * @file XML and HTML as a sequence of tags and texts. Character references are resolved; comments, declarations and
 * instructions are left out. There are no definitions of entities and nothing outside the text is read, so a file
 * cannot do harm.
 */

export type MarkupEvent =
  | { readonly kind: 'text'; readonly text: string; readonly at: number }
  | {
      readonly kind: 'open';
      readonly name: string;
      readonly attributes: ReadonlyMap<string, string>;
      /** True for `<a/>`. */
      readonly isEmpty: boolean;
      readonly at: number;
    }
  | { readonly kind: 'close'; readonly name: string; readonly at: number };

/** Yields the tags and texts of `source`; `at` is the offset in it. A `<` that begins no tag is text. */
export function* markupEvents(source: string): Generator<MarkupEvent> {
  const pattern =
    /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<[?!][^>]*>|<\/([A-Za-z_][\w:.-]*)\s*>|<([A-Za-z_][\w:.-]*)((?:\s+[^\s=>/"'<]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*)\s*(\/?)>/g;
  let at = 0;
  for (const found of source.matchAll(pattern)) {
    const [all, data, closed, opened, attributes = '', slash] = found;
    if (found.index > at) yield { kind: 'text', text: resolved(source.slice(at, found.index)), at };
    at = found.index + all.length;
    if (data !== undefined) yield { kind: 'text', text: data, at: found.index };
    else if (closed !== undefined) yield { kind: 'close', name: closed, at: found.index };
    else if (opened !== undefined)
      yield {
        kind: 'open',
        name: opened,
        attributes: attributesIn(attributes),
        isEmpty: slash === '/',
        at: found.index,
      };
  }
  if (at < source.length) yield { kind: 'text', text: resolved(source.slice(at)), at };
}

/** Names in lowercase, because HTML's do not depend on case. */
function attributesIn(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name, double, single, bare] of text.matchAll(
    /([^\s=>/"'<]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g,
  ))
    found.set(name.toLowerCase(), resolved(double ?? single ?? bare ?? ''));
  return found;
}

/** The five of XML, and those of HTML that texts need most; others stay as they are. */
const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  shy: '\u00ad',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  laquo: '«',
  raquo: '»',
  euro: '€',
  copy: '©',
  reg: '®',
  trade: '™',
  deg: '°',
  middot: '·',
  bull: '•',
  szlig: 'ß',
  ...letters('AEIOUaeiou', 'uml', '\u0308'),
  ...letters('AEIOUYaeiouy', 'acute', '\u0301'),
  ...letters('AEIOUaeiou', 'grave', '\u0300'),
  ...letters('AEIOUaeiou', 'circ', '\u0302'),
  ...letters('ANOano', 'tilde', '\u0303'),
  ...letters('Cc', 'cedil', '\u0327'),
};

/** `auml` is a with U+0308, composed. */
function letters(all: string, name: string, mark: string): Record<string, string> {
  return Object.fromEntries(Array.from(all, (letter) => [letter + name, (letter + mark).normalize('NFC')]));
}

const resolved = (text: string): string =>
  text.includes('&')
    ? text.replace(/&(?:#(\d{1,7})|#[xX]([\dA-Fa-f]{1,6})|([A-Za-z]+));/g, (all, decimal, hex, name) => {
        if (name !== undefined) return named[name] ?? all;
        const point = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
        return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : all;
      })
    : text;
