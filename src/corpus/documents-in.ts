/** @file Corpus files as documents with their texts, one after another; memory holds one document. */

import { type AnnotatedDocument, documentOf, sentenceDocument } from './annotated-document.js';
import { annotatedSentences } from './corpus.js';
import { formatOf } from './formats/registry.js';
import type { Notices } from './notices.js';
import type { CorpusFormat, CorpusOptions } from './options.js';
import type { AnnotatedSentence } from './raw-sentence.js';
import { TagCensus } from './schemes.js';
import { tagColumnHint } from './setting-names.js';

/**
 * What becomes one document. 'auto': a record of a file with texts; a document of a file that marks documents;
 * otherwise a sentence.
 */
export type DocumentUnit = 'auto' | 'document' | 'sentence';

/** Yields the documents of `path`. Throws like `openCorpus`. */
export async function* documentsIn(
  path: string,
  options: CorpusOptions,
  notices: Notices,
  unit: DocumentUnit = 'auto',
): AsyncGenerator<AnnotatedDocument> {
  const format = options.format === 'auto' ? await formatOf(path) : options.format;
  const census = new TagCensus(path, options.names, tagColumnHint(options.names), notices);
  let pending: AnnotatedSentence[] = [];
  let joins: boolean | undefined; // documents are joined from several sentences or records
  let before: AnnotatedSentence | undefined;
  let used = 0; // words of the record before this sentence
  for await (const sentence of annotatedSentences(path, format, options, notices)) {
    const { annotation, lines } = sentence;
    if ('tags' in annotation) census.add(annotation.tags, lines);
    const isSameRecord = sentence.source !== undefined && sentence.source === before?.source;
    used = isSameRecord ? used + (before?.tokens.length ?? 0) : 0;
    before = sentence;
    if (unit === 'sentence') {
      yield sentenceDocument(sentence, used);
      continue;
    }
    joins ??= unit === 'document' || (sentence.opensDocument && marksDocuments(format, sentence));
    const isSame = isSameRecord || (joins && !sentence.opensDocument);
    if (pending.length > 0 && !isSame) {
      yield documentOf(pending);
      pending = [];
    }
    pending.push(sentence);
  }
  if (pending.length > 0) yield documentOf(pending);
  census.scheme(options.scheme);
}

/** True if a document is several records. A record with a text is a document, but in CoNLL-U each sentence has a text. */
const marksDocuments = (format: CorpusFormat, { source }: AnnotatedSentence): boolean =>
  format === 'columns' || format === 'docbin' || source === undefined;
