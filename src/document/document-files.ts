/** @file Writes a document as a page or as Markdown. */
import { basename, dirname, join } from 'node:path';
import { writeAtomically } from '../file.js';
import { htmlPage } from './html.js';
import { markdownDocument } from './markdown.js';
import type { Report } from './report.js';

/** Files for a document. */
export interface DocumentFiles {
  readonly html?: string | undefined;
  readonly markdown?: string | undefined;
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
    for (const block of blocks)
      if (block.kind === 'picture' && block.file !== '')
        files.push([join(dirname(markdown), block.file), block.svg]);
    files.push([markdown, markdownDocument({ ...document, blocks })]);
  }
  for (const [file, text] of files) writeAtomically(file, text);
  return files.map(([file]) => file);
}
