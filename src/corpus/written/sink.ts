/** @file Where documents go: standard output, a file, or a folder with one file per document. */
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { NerwinError, withPath } from '../../error.js';
import { AtomicFile, writeAtomically, writePieces } from '../../file.js';
import { OwnedFolder } from '../../owned-folder.js';
import type { AnnotatedDocument } from '../annotated-document.js';
import type { WrittenName } from './names.js';
import { writtenFormats } from './registry.js';
import { FramedWriter } from './write-documents.js';

/** Takes documents; `commit` gives the files their names, `abandon` removes them. The one or the other must be called. */
export interface Sink {
  write(document: AnnotatedDocument): Promise<void> | void;
  commit(): Promise<void> | void;
  abandon(): void;
}

/** What the caller calls its settings, for errors and hints. */
export interface OutputNames {
  readonly output: string;
  readonly overwrite: string;
}

/** Where and how a caller writes. */
export interface SinkOptions {
  readonly names: OutputNames;
  /** True to replace files of an earlier conversion or split. */
  readonly overwrite?: boolean | undefined;
  /** Writes to standard output; without it, the output `-` is a file. */
  readonly standardOutput?: ((text: string | Uint8Array) => Promise<void> | void) | undefined;
}

/** Opens the sink that `output` names. */
export function sinkOf(output: string, format: WrittenName, options: SinkOptions): Sink {
  const { standardOutput: out, names, overwrite = false } = options;
  const writer = new FramedWriter(writtenFormats[format]);
  if (output === '-' && out)
    return {
      write: (document) => out(writer.write(document)),
      commit: async () => out(await writer.end()),
      abandon: () => {},
    };
  if (/[/\\]$/.test(output) || statSync(output, { throwIfNoEntry: false })?.isDirectory())
    return folderSink(output, format, overwrite, names);
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

/** Returns the error for a file that would be replaced although nobody named it. */
export const existing = (path: string, { output, overwrite }: OutputNames): NerwinError =>
  new NerwinError(
    'file',
    `${path}: exists already`,
    `choose another ${output}, or replace it with ${overwrite}`,
  );

/** One file for each document, numbered in order. */
function folderSink(output: string, format: WrittenName, overwrite: boolean, names: OutputNames): Sink {
  const { ending, hasFolders } = writtenFormats[format];
  if (!hasFolders)
    throw new NerwinError(
      'usage',
      `${output}: ${format} is written to one file, not to a folder`,
      `name a file with ${names.output}`,
    );
  const unlock = new OwnedFolder(output).lock(); // two conversions at once would remove each other's files
  try {
    const there = filesIn(output).find((name) => numbered.test(name));
    if (there !== undefined && !overwrite) throw existing(join(output, there), names);
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
