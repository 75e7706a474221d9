/**
 * @file Records of other programs in JSON whose text, words or entities are under names of their own, as records that
 * `json-record.ts` reads: DyGIE++, CoreNLP, Dataturks, LightTag, UBIAI, AutoML, Ground Truth and CLUENER.
 */

import { isObject, type JsonObject } from '../../json.js';

/** Returns the records in a value; undefined if it is in none of these forms. */
export function formRecords(value: JsonObject): JsonObject[] | undefined {
  for (const form of forms) {
    const records = form(value);
    if (records) return records;
  }
  return undefined;
}

const objects = (value: unknown): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** DyGIE++ and SciERC: sentences of words; the spans count the words of the document, and ends are inclusive. */
function dygie({ sentences, ner, doc_key }: JsonObject): JsonObject[] | undefined {
  if (!Array.isArray(sentences) || !Array.isArray(ner) || !sentences.every(Array.isArray)) return undefined;
  let from = 0;
  return sentences.map((tokens, k) => {
    const start = from;
    from += tokens.length;
    const spans = Array.isArray(ner[k]) ? ner[k].filter(Array.isArray) : [];
    const own = spans.map(([first, last, type]) => [Number(first) - start, Number(last) - start + 1, type]);
    return { document: doc_key ?? null, tokens, spans: own };
  });
}

/** CoreNLP: sentences of tokens with `word` and `ner`. */
function coreNlp({ sentences, docId }: JsonObject): JsonObject[] | undefined {
  const all = objects(sentences);
  const isTagged = (token: JsonObject) => token.word !== undefined && token.ner !== undefined;
  if (all.length === 0 || !all.every(({ tokens }) => objects(tokens).some(isTagged))) return undefined;
  return all.map(({ tokens }) => {
    const words = objects(tokens);
    const text = (token: JsonObject) =>
      token.originalText === '' ? token.word : (token.originalText ?? token.word);
    return { document: docId ?? null, tokens: words.map(text), tags: words.map(({ ner }) => ner) };
  });
}

/** Dataturks: `annotation` with labels and points, whose ends are inclusive; null if nobody annotated it. */
function dataturks({ content, annotation }: JsonObject): JsonObject[] | undefined {
  if (typeof content !== 'string' || !(annotation === null || Array.isArray(annotation))) return undefined;
  const spans = objects(annotation).flatMap(({ label, points }) =>
    objects(points).map(({ start, end, text }) => ({ label, start, end: Number(end) + 1, text })),
  );
  return [{ text: content, spans, ...(annotation === null ? { answer: 'ignore' } : {}) }];
}

/** LightTag: `annotations` with a tag. */
function lightTag({ content, annotations }: JsonObject): JsonObject[] | undefined {
  if (typeof content !== 'string' || !Array.isArray(annotations)) return undefined;
  return [{ text: content, spans: annotations }];
}

/** UBIAI: a document, and its tokens with labels. */
function ubiai({ document, documentName, tokens }: JsonObject): JsonObject[] | undefined {
  if (typeof document !== 'string' || !Array.isArray(tokens)) return undefined;
  const isLabeled = (token: unknown) => isObject(token) && typeof token.entityLabel === 'string';
  if (!tokens.every(isLabeled) || (tokens.length === 0 && documentName === undefined)) return undefined;
  const spans = objects(tokens).map(({ start, end, entityLabel }) => ({ start, end, type: entityLabel }));
  return [{ text: document, spans }];
}

/** Google's AutoML and Vertex AI, of now and before. */
function autoMl(value: JsonObject): JsonObject[] | undefined {
  const { textContent, textSegmentAnnotations, text_snippet, annotations } = value;
  if (typeof textContent === 'string' && Array.isArray(textSegmentAnnotations)) {
    const spans = objects(textSegmentAnnotations).map(({ startOffset = 0, endOffset, displayName }) => ({
      start: Number(startOffset), // large numbers of protocol buffers are texts in JSON, and zeros are left out
      end: Number(endOffset),
      type: displayName,
    }));
    return [{ text: textContent, spans }];
  }
  if (!isObject(text_snippet) || !Array.isArray(annotations)) return undefined;
  const spans = objects(annotations).map(({ text_extraction, display_name }) => {
    const segment =
      isObject(text_extraction) && isObject(text_extraction.text_segment) ? text_extraction.text_segment : {};
    return { start: Number(segment.start_offset ?? 0), end: Number(segment.end_offset), type: display_name };
  });
  return [{ text: text_snippet.content, spans }];
}

/** Amazon's Ground Truth: `source`, and `annotations.entities` under the name of the job. */
function groundTruth(value: JsonObject): JsonObject[] | undefined {
  const { source } = value;
  if (typeof source !== 'string') return undefined;
  for (const job of Object.values(value)) {
    const entities = isObject(job) && isObject(job.annotations) ? job.annotations.entities : undefined;
    if (Array.isArray(entities)) return [{ text: source, spans: entities }];
  }
  return undefined;
}

/** CLUENER: types, their names, and the places of these, whose ends are inclusive. */
function cluener({ text, label }: JsonObject): JsonObject[] | undefined {
  if (typeof text !== 'string' || !isObject(label)) return undefined;
  const spans = Object.entries(label).flatMap(([type, names]) =>
    Object.values(isObject(names) ? names : {}).flatMap((places) =>
      (Array.isArray(places) ? places : [])
        .filter(Array.isArray)
        .map(([start, last]) => ({ type, start, end: Number(last) + 1 })),
    ),
  );
  return [{ text, spans }];
}

const forms = [dygie, coreNlp, dataturks, lightTag, ubiai, autoMl, groundTruth, cluener];
