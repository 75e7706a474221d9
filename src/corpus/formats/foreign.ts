/** @file Formats of other programs that are not read: they are named, with what converts them. */

import { isUtf8 } from 'node:buffer';
import { NerwinError } from '../../error.js';
import { textKind } from '../../file-kind.js';
import { asRecords, coreNlpAgain, type Foreign, foreignTexts, looksTagged } from './foreign-text.js';

const openNlpInline =
  'mark the names as elements, which are read: ' +
  '`sed -E \'s#<START:([^>]*)>#<ENAMEX TYPE="\\1">#g; s#<START>#<ENAMEX TYPE="LOC">#g; s#<END>#</ENAMEX>#g\' FILE > FILE.txt`';

const fromInception = 'export the document from INCEpTION or WebAnno as "CoNLL 2002", which is read';

/** Formats of XML whose entities stand apart from the text, by an element in the head of the file. */
const standOff: readonly (readonly [name: string, element: RegExp, converter?: string])[] = [
  ['BioC', /<collection\b[\s\S]*<(?:document|infon)\b/],
  ['the XMI of UIMA (INCEpTION)', /<xmi:XMI\b/, fromInception],
  ['the APF of ACE', /<source_file\b[\s\S]*<document\b|<entity_mention\b/],
  ['NAF or KAF', /<(?:NAF|KAF)\b/],
  ['TCF (WebLicht)', /<(?:\w+:)?(?:D-Spin|TextCorpus)\b/],
  ['FoLiA', /<(?:\w+:)?FoLiA\b/],
  ['GrAF', /<(?:\w+:)?graph\b[^>]*xces\.org/],
  ['Knowtator', /<annotations\b[^>]*\btextSource\b/],
  ['MMAX2', /<markables\b/],
  ['PAULA', /<paula\b/],
  ['the XML of CoreNLP', /CoreNLP-to-HTML|<token id="\d+">\s*<word>/, coreNlpAgain],
  ['ELAN', /<ANNOTATION_DOCUMENT\b/],
  ['EXMARaLDA', /<basic-transcription\b/],
  ['Transcriber', /<Trans\b[^>]*\bscribe=/],
  ['a corpus of toponyms (LGL, GeoVirus, TR-CoNLL)', /<toponyms?\b/],
  ['RDF', /<rdf:RDF\b/],
  ['i2b2', /<(?:NLPPT|deIdi2b2)\b/],
];

/** In the order in which they are tried. */
const foreign: readonly Foreign[] = [
  {
    name: "spaCy's training JSON of version 2",
    converter:
      'convert it with `python -m spacy convert FILE.json . --converter json`; the .spacy file is read',
    matches: (lines) =>
      /^\s*\[?\s*\{\s*"id"\s*:\s*[^,]+,\s*"paragraphs"\s*:/.test(lines.slice(0, 20).join('\n')),
  },
  {
    name: 'WebAnno TSV (INCEpTION)',
    converter: fromInception,
    matches: (lines) => /^#FORMAT=WebAnno TSV/.test(lines[0] ?? ''),
  },
  {
    name: 'the JSON of UIMA (INCEpTION)',
    converter: fromInception,
    matches: (lines) =>
      /^\s*\{[\s\S]*"(?:%FEATURE_STRUCTURES|_referenced_fss|_views)"\s*:/.test(
        lines.slice(0, 200).join('\n'),
      ),
  },
  {
    name: 'RDF (NIF)',
    converter: asRecords,
    matches: (lines) => looksTagged(lines, /^(?:@prefix|PREFIX) \S*: <|^<[^>]+> <[^>]+> .* \.$/),
  },
  {
    name: 'the format of Apache OpenNLP',
    converter: openNlpInline,
    matches: (lines) => looksTagged(lines, /<START(?::[^>\s]+)?> .+ <END>/),
  },
  {
    name: 'BioC in JSON',
    converter: asRecords,
    matches: (lines) =>
      /^\s*\{[\s\S]*"documents"\s*:[\s\S]*"passages"\s*:/.test(lines.slice(0, 200).join('\n')),
  },
  {
    name: 'CoNLL-2012 (OntoNotes), whose names are in brackets, as in (GPE*',
    converter:
      'write the column of names as tags: B-GPE for (GPE*, I-GPE up to the bracket that closes it, O for the rest',
    matches: (lines) =>
      looksTagged(
        lines,
        /^#begin document/.test(lines[0] ?? '')
          ? /^\S+\s+\d+\s+\d+\s+\S+\s+\S+\s+\S*\(?\S*\*/
          : /^\S+\s+\d+\s+\d+\s+\S+\s+\S+\s+\S*\(\S*\*.*\s(?:\*|\([A-Z_]+[*)])\s/,
      ),
  },
];

/** Throws 'corpus' if the head of a file is that of a format above; `lines` begin with the first that is not blank. */
export function refuseForeign(head: Buffer, lines: readonly string[], path: string): void {
  const kind = textKind(head, isUtf8(head));
  if (kind) throw new NerwinError('corpus', `${path}: is ${kind.name}`, kind.hint);
  const text = lines[0]?.trimStart().startsWith('<') ? lines.join('\n') : '';
  const standing = standOff.find(([, element]) => element.test(text));
  if (standing)
    throw new NerwinError(
      'corpus',
      `${path}: is ${standing[0]}, an XML of annotations apart from the text, which is not read`,
      standing[2] ?? asRecords,
    );
  const found = [...foreign, ...foreignTexts].find((one) => one.matches(lines));
  if (found) throw new NerwinError('corpus', `${path}: is ${found.name}, which is not read`, found.converter);
}
