/** @file Where documents go: standard output, a file, or a folder with one file per document. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { AnnotatedDocument } from '../corpus/annotated-document.js';
import type { WrittenName } from '../corpus/written/names.js';
import { writtenFormats } from '../corpus/written/registry.js';
import { FramedWriter } from '../corpus/written/write-documents.js';
import { NerwinError } from '../error.js';
import { AtomicFile, makeFolder, writeAtomically } from '../file.js';
import type { Terminal } from './terminal.js';

/** Takes documents; `commit` gives the files their names, `abandon` removes them. */
export interface Sink {
  write(document: AnnotatedDocument): Promise<void> | void;
  commit(): Promise<void> | void;
  abandon(): void;
}

/** Opens the sink that `output` names. */
export function sinkOf(output: string, format: WrittenName, io: Terminal): Sink {
  const isFolder =
    output !== '-' && (/[/\\]$/.test(output) || statSync(output, { throwIfNoEntry: false })?.isDirectory());
  if (isFolder) return folderSink(output, format);
  const writer = new FramedWriter(writtenFormats[format]);
  if (output === '-')
    return {
      write: (document) => io.out(writer.write(document)),
      commit: () => io.out(writer.end()),
      abandon: () => {},
    };
  const text = format === 'brat' ? textFile(output) : undefined;
  const file = new AtomicFile(output);
  return {
    write(document) {
      file.write(writer.write(document));
      text?.write(`${document.text}\n`);
    },
    commit() {
      file.write(writer.end());
      text?.commit();
      file.commit();
    },
    abandon() {
      text?.abandon();
      file.abandon();
    },
  };
}

/** The text that brat keeps beside its annotations. */
function textFile(output: string): AtomicFile {
  if (!/\.ann$/.test(output))
    throw new NerwinError(
      'usage',
      `${output}: brat's annotations are a file that ends in .ann`,
      'name it FILE.ann, or a folder with / at its end for one file per document',
    );
  return new AtomicFile(output.replace(/\.ann$/, '.txt'));
}

/** One file for each document, numbered in order. */
function folderSink(output: string, format: WrittenName): Sink {
  const { ending, hasFolders } = writtenFormats[format];
  if (!hasFolders)
    throw new NerwinError(
      'usage',
      `${output}: ${format} is written to one file, not to a folder`,
      'name a file with --output',
    );
  makeFolder(output);
  let number = 0;
  return {
    write(document) {
      const name = join(output, String(++number).padStart(6, '0'));
      const writer = new FramedWriter(writtenFormats[format]);
      if (format === 'brat') writeAtomically(`${name}.txt`, `${document.text}\n`);
      writeAtomically(`${name}.${ending}`, writer.write(document) + writer.end());
    },
    commit: () => {},
    abandon: () => {},
  };
}
