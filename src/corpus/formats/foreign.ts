/** @file Formats of other programs that are not read: they are named, with what converts them. */

import { NerwinError } from '../../error.js';
import { fileKind } from '../../file-kind.js';

interface Foreign {
  readonly name: string;
  /** What converts it. */
  readonly converter: string;
  matches(head: Buffer, lines: readonly string[]): boolean;
}

const toJsonl =
  'python -c "import sys, json, spacy; from spacy.tokens import DocBin; ' +
  "[print(json.dumps(d.to_json())) for d in DocBin().from_disk(sys.argv[1]).get_docs(spacy.blank('en').vocab)]\" FILE > FILE.jsonl";

const looksTagged = (lines: readonly string[], pattern: RegExp): boolean =>
  lines.slice(0, 50).some((line) => pattern.test(line));

/** In the order in which they are tried. */
const foreign: readonly Foreign[] = [
  {
    name: "spaCy's binary format (.spacy, a DocBin)",
    converter: `convert it to JSON Lines, which is read: \`${toJsonl}\``,
    // zlib, then MessagePack
    matches: (head) => head[0] === 0x78 && [0x01, 0x5e, 0x9c, 0xda].includes(head[1]),
  },
  {
    name: "spaCy's training JSON of version 2",
    converter:
      'convert it with `python -m spacy convert FILE.json . --converter json`, then the .spacy file to JSON Lines with `Doc.to_json`',
    matches: (_, lines) =>
      /^\s*\[?\s*\{\s*"id"\s*:\s*[^,]+,\s*"paragraphs"\s*:/.test(lines.slice(0, 20).join('\n')),
  },
  {
    name: 'WebAnno TSV (INCEpTION)',
    converter: 'export the document from INCEpTION or WebAnno as "CoNLL 2002", which is read',
    matches: (_, lines) => /^#FORMAT=WebAnno TSV/.test(lines[0] ?? ''),
  },
  {
    name: 'the format of Apache OpenNLP',
    converter:
      'convert it with `opennlp TokenNameFinderConverter`, or to JSON Lines with "tokens" and "spans"',
    matches: (_, lines) => looksTagged(lines, /<START(?::\w+)?> .+ <END>/),
  },
];

/** Throws 'corpus' if the head of a file is that of a format above; `lines` begin with the first that is not blank. */
export function refuseForeign(head: Buffer, lines: readonly string[], path: string): void {
  const kind = fileKind(head);
  if (kind) throw new NerwinError('corpus', `${path}: is ${kind.name}`, kind.hint);
  const found = foreign.find((one) => one.matches(head, lines));
  if (found) throw new NerwinError('corpus', `${path}: is ${found.name}, which is not read`, found.converter);
}
