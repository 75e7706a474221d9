/** @file Where documents go: standard output, a file, or a folder with one file per document. */
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { AnnotatedDocument } from '../corpus/annotated-document.js';
import type { WrittenName } from '../corpus/written/names.js';
import { writtenFormats } from '../corpus/written/registry.js';
import { FramedWriter } from '../corpus/written/write-documents.js';
import { NerwinError, withPath } from '../error.js';
import { AtomicFile, writeAtomically, writePieces } from '../file.js';
import { OwnedFolder } from '../run/owned-folder.js';
import type { Terminal } from './terminal.js';

/** Takes documents; `commit` gives the files their names, `abandon` removes them. The one or the other must be called. */
export interface Sink {
  write(document: AnnotatedDocument): Promise<void> | void;
  commit(): Promise<void> | void;
  abandon(): void;
}

/** Opens the sink that `output` names. */
export function sinkOf(output: string, format: WrittenName, io: Terminal, overwrite = false): Sink {
  const isFolder =
    output !== '-' && (/[/\\]$/.test(output) || statSync(output, { throwIfNoEntry: false })?.isDirectory());
  if (isFolder) return folderSink(output, format, overwrite);
  const writer = new FramedWriter(writtenFormats[format]);
  if (output === '-') {
    rejectBinaryOnTerminal(format, '--output', io);
    return {
      write: (document) => io.out(writer.write(document)),
      commit: async () => io.out(await writer.end()),
      abandon: () => {},
    };
  }
  const text = format === 'brat' ? textFile(output) : undefined;
  const file = new AtomicFile(output);
  return {
    write(document) {
      file.write(writer.write(document));
      text?.write(`${document.text}\n`);
    },
    async commit() {
      file.write(await writer.end());
      text?.commit();
      file.commit();
    },
    abandon() {
      text?.abandon();
      file.abandon();
    },
  };
}

/** Throws 'usage' if a file that is no text would be shown on a terminal. */
export function rejectBinaryOnTerminal(format: WrittenName, flag: string, { outIsTerminal }: Terminal): void {
  if (writtenFormats[format].isBinary && outIsTerminal)
    throw new NerwinError(
      'usage',
      `${format} is a binary file, and standard output is a terminal`,
      `name a file with ${flag}, or send the output to a file with >`,
    );
}

/** The text that brat keeps beside its annotations. */
function textFile(output: string): AtomicFile {
  if (!/\.ann$/.test(output))
    throw new NerwinError(
      'usage',
      `${output}: brat's annotations are a file that ends in .ann`,
      'name it FILE.ann, or a folder with / at its end for one file per document',
    );
  return new AtomicFile(textNameOf(output));
}

/** Returns the name of the text beside annotations of brat. */
export const textNameOf = (annotations: string): string => annotations.replace(/\.ann$/, '.txt');

/** The names of the files of a folder with one file per document. */
export const numbered = /^\d{6,}\.[a-z]+$/;

/** Returns the error for a file that a command would replace although nobody named it. */
export const existing = (path: string): NerwinError =>
  new NerwinError(
    'file',
    `${path}: exists already`,
    'choose another --output, or replace it with --overwrite',
  );

/** One file for each document, numbered in order. */
function folderSink(output: string, format: WrittenName, overwrite: boolean): Sink {
  const { ending, hasFolders } = writtenFormats[format];
  if (!hasFolders)
    throw new NerwinError(
      'usage',
      `${output}: ${format} is written to one file, not to a folder`,
      'name a file with --output',
    );
  const unlock = new OwnedFolder(output).lock(); // two conversions at once would remove each other's files
  try {
    const there = filesIn(output).find((name) => numbered.test(name));
    if (there !== undefined && !overwrite) throw existing(join(output, there));
  } catch (error) {
    unlock();
    throw error;
  }
  const written = new Set<string>();
  let number = 0;
  return {
    async write(document) {
      const name = `${numberName(++number)}.${ending}`;
      const writer = new FramedWriter(writtenFormats[format]);
      if (format === 'brat') {
        writeAtomically(join(output, textNameOf(name)), `${document.text}\n`);
        written.add(textNameOf(name));
      }
      writePieces(join(output, name), [writer.write(document), await writer.end()]);
      written.add(name);
    },
    commit() {
      removeEarlier(output, written);
      unlock();
    },
    abandon: unlock,
  };
}

const folderEndings = new Set([
  'txt', // the text of brat
  ...Object.values(writtenFormats).flatMap(({ ending, hasFolders }) => (hasFolders ? [ending] : [])),
]);

/**
 * Removes what an earlier conversion left beside the `written` files: documents of higher numbers or in another format,
 * with which the folder would hold two corpora. Its numbers follow without a gap; other files are the user's.
 */
function removeEarlier(folder: string, written: ReadonlySet<string>): void {
  const there = new Set(filesIn(folder));
  for (let number = 1; ; number++) {
    const files = [...folderEndings]
      .map((ending) => `${numberName(number)}.${ending}`)
      .filter((name) => there.has(name));
    if (files.length === 0) return;
    for (const name of files.filter((name) => !written.has(name))) {
      const path = join(folder, name);
      withPath('file', path, () => rmSync(path));
    }
  }
}

const numberName = (number: number): string => String(number).padStart(6, '0');

const filesIn = (folder: string): string[] => withPath('file', folder, () => readdirSync(folder));
