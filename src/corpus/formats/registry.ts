/** @file The registry of formats, and how the format of a file is recognized by what it contains. */

import { fileBytes } from '../../file-bytes.js';
import { linesOfText } from '../lines.js';
import type { CorpusFormat } from '../options.js';
import { bratFormat, isBrat } from './brat.js';
import { columnsFormat } from './columns.js';
import { csvFormat } from './csv.js';
import { docbinFormat, isDocBin } from './docbin.js';
import { refuseForeign } from './foreign.js';
import type { Format } from './format.js';
import { jsonFormat } from './json-array.js';
import { jsonlFormat } from './jsonl.js';
import { markupFormat } from './markup.js';

/** In the order in which they are tried; `columns` accepts what is left. */
export const formats: Readonly<Record<CorpusFormat, Format>> = {
  jsonl: jsonlFormat,
  json: jsonFormat,
  csv: csvFormat,
  brat: bratFormat,
  markup: markupFormat,
  docbin: docbinFormat,
  columns: columnsFormat,
};

const headBytes = 1 << 16;

/**
 * Returns the format of a file, from its first 64 KB. Throws 'corpus' if the content is that of another program's
 * files (WebAnno, BioC, …); the message names it and how to convert it.
 */
export async function formatOf(path: string): Promise<CorpusFormat> {
  if (isBrat(path)) return 'brat';
  let head = Buffer.alloc(0);
  for await (const chunk of fileBytes(path, 'corpus')) {
    head = Buffer.concat([head, chunk]);
    if (head.length >= headBytes) break;
  }
  if (isDocBin(head)) return 'docbin';
  const lines = linesOfText(head.toString('utf8'));
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first < 0) return 'columns';
  const found = lines.slice(first);
  refuseForeign(head, found, path);
  for (const [name, format] of Object.entries(formats) as [CorpusFormat, Format][]) {
    if (format.matches(found)) return name;
  }
  return 'columns';
}
