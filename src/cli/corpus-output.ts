/** @file What the commands of `nerwin corpus` that write share: the outputs, what is said of them, and options. */

import { type Command, Option } from 'commander';
import type { WrittenCorpus } from '../corpus/written/corpus-output.js';
import { type WrittenName, writtenNames } from '../corpus/written/names.js';
import { writtenFormats } from '../corpus/written/registry.js';
import type { SinkOptions } from '../corpus/written/sink.js';
import { NerwinError } from '../error.js';
import { plural } from '../plural.js';
import { print } from './print.js';
import type { Terminal } from './terminal.js';

/** How the commands write. */
export const writing = (io: Terminal, overwrite?: true): SinkOptions => ({
  names: { output: '--output', overwrite: '--overwrite' },
  overwrite,
  standardOutput: io.out,
});

/** Throws 'usage' if a file that is no text would be shown on a terminal. */
export function rejectBinaryOnTerminal(
  format: WrittenName,
  output: string,
  { outIsTerminal }: Terminal,
): void {
  if (output === '-' && writtenFormats[format].isBinary && outIsTerminal)
    throw new NerwinError(
      'usage',
      `${format} is a binary file, and standard output is a terminal`,
      'name a file with --output, or send the output to a file with >',
    );
}

/** Says what was lost, and what was written unless it went to standard output. */
export async function reportWritten(written: WrittenCorpus, io: Terminal): Promise<void> {
  const { output, format, documents, sentences, tokens, entities, lost } = written;
  for (const line of lost) io.note(`${io.noteColor.dim('lost:')} ${format} does not keep ${line}`);
  if (output !== '-')
    await print(
      `${output}: ${format}, ${plural(documents, 'document', 'documents')}, ${plural(sentences, 'sentence', 'sentences')}, ${plural(tokens, 'token', 'tokens')}, ${plural(entities, 'entity', 'entities')}\n`,
      io,
    );
}

/** The meaning of `--overwrite`, for commands that choose the names of their files. */
export const overwriteMeaning = 'replace files that exist in the output folder';

/** Throws 'usage' if a corpus on standard output would be mixed with the JSON about it. */
export function rejectJsonBesideCorpus({ json, output }: { json?: true; output: string }): void {
  if (json && output === '-')
    throw new NerwinError('usage', '--json needs --output', 'the corpus itself goes to standard output');
}

/** Adds `--to`, by default the format of the files. */
export const withTargetFormat = (command: Command): Command =>
  command.addOption(
    new Option('--to <format>', 'format to write (default: that of the files)').choices(writtenNames),
  );
