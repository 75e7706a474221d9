/** @file Writes a document as a page, as Markdown, or as all files of a report. */
import { basename, dirname, join } from 'node:path';
import { writeAtomically } from '../file.js';
import { htmlPage } from './html.js';
import { markdownDocument } from './markdown.js';
import { picturesIn, type Report } from './report.js';

/** Files for a document. */
export interface DocumentFiles {
  readonly html?: string | undefined;
  readonly markdown?: string | undefined;
}

/**
 * Writes a document as NAME.json, NAME.md and NAME.html into a folder, and the pictures that they show. The JSON comes
 * first, where it tells whose the other files are, or last, where it tells that all of them are there.
 */
export function writeReportFiles(
  folder: string,
  name: string,
  json: string,
  document: Report,
  jsonComes: 'first' | 'last' = 'first',
): void {
  const data: [string, string] = [`${name}.json`, json];
  const shown: [string, string][] = [
    [`${name}.md`, markdownDocument(document)],
    [`${name}.html`, htmlPage(document)],
    ...picturesIn(document).map(({ file, svg }): [string, string] => [file, svg]),
  ];
  const files = jsonComes === 'first' ? [data, ...shown] : [...shown, data];
  for (const [file, text] of files) writeAtomically(join(folder, file), text);
}

/** Writes the files that are named, and the pictures of a Markdown document beside it: `eval.md` → `eval-reliability.svg`. Returns their names. */
export function writeDocument(document: Report, { html, markdown }: DocumentFiles): string[] {
  const files: [string, string][] = [];
  if (html !== undefined) files.push([html, htmlPage(document)]);
  if (markdown !== undefined) {
    const stem = basename(markdown).replace(/\.(md|markdown)$/i, '');
    const blocks = document.blocks.map((block) =>
      block.kind === 'picture' && block.file !== '' ? { ...block, file: `${stem}-${block.file}` } : block,
    );
    const named = { ...document, blocks };
    for (const { file, svg } of picturesIn(named))
      if (file !== '') files.push([join(dirname(markdown), file), svg]);
    files.push([markdown, markdownDocument(named)]);
  }
  for (const [file, text] of files) writeAtomically(file, text);
  return files.map(([file]) => file);
}
