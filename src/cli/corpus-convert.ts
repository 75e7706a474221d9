/** @file `nerwin corpus convert`: writes a corpus in another format. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import type { AnnotatedDocument } from '../corpus/annotated-document.js';
import { type DocumentUnit, documentsIn } from '../corpus/documents-in.js';
import { findFiles } from '../corpus/files.js';
import { Notices } from '../corpus/notices.js';
import { type CorpusFormat, type CorpusOptions, corpusFormats } from '../corpus/options.js';
import type { WrittenFormat } from '../corpus/written/format.js';
import { Losses } from '../corpus/written/losses.js';
import { readsAs, type WrittenName, writtenNames } from '../corpus/written/names.js';
import { writtenFormats } from '../corpus/written/registry.js';
import { FramedWriter } from '../corpus/written/write-documents.js';
import { NerwinError } from '../error.js';
import { AtomicFile, makeFolder, writeAtomically } from '../file.js';
import { type CorpusFormatOptions, corpusOptions, withCorpusFormatOptions } from './corpus-options.js';
import { rejectOverwrite } from './output-guard.js';
import type { Terminal } from './terminal.js';
import { warn } from './warnings.js';

interface ConvertOptions extends CorpusFormatOptions {
  readonly from: 'auto' | CorpusFormat | WrittenName;
  readonly to: WrittenName;
  readonly output: string;
  readonly by: DocumentUnit;
  readonly json?: true;
}

const sources = [...new Set(['auto', ...corpusFormats, ...writtenNames.filter((name) => readsAs[name])])];

export const corpusConvertCommand = (io: Terminal): Command =>
  withCorpusFormatOptions(
    new Command('convert')
      .description('write a corpus in another format; says what that format cannot keep')
      .argument('<corpus...>', 'corpus files or globs')
      .addOption(
        new Option('--from <format>', 'format of the files').choices(sources).default('auto', 'detected'),
      )
      .addOption(new Option('--to <format>', 'format to write').choices(writtenNames).makeOptionMandatory())
      .option(
        '-o, --output <file>',
        'the file to write, or - for standard output; with brat, gate, xml or html also a folder/, one file per document',
        '-',
      )
      .addOption(
        new Option(
          '--by <unit>',
          'what becomes one document; auto: what the files mark as one, otherwise a sentence',
        )
          .choices(['auto', 'document', 'sentence'])
          .default('auto'),
      ),
  )
    .option('--json', 'print what was written and what was lost as JSON (needs --output)')
    .action((patterns: string[], options: ConvertOptions) => convert(patterns, options, io));

async function convert(patterns: string[], options: ConvertOptions, io: Terminal): Promise<void> {
  const { to, output, json } = options;
  if (json && output === '-')
    throw new NerwinError('usage', '--json needs --output', 'the corpus itself goes to standard output');
  const files = await findFiles(patterns, process.cwd());
  if (output !== '-') rejectOverwrite('--output', output, files);
  const format: WrittenFormat = writtenFormats[to];
  const notices = new Notices(options.strict ?? false, corpusOptions(options).names);
  const losses = new Losses(format.keeps);
  const counts = { documents: 0, sentences: 0, tokens: 0, entities: 0 };
  const sink = sinkOf(output, to, format, io);
  try {
    for (const file of files) {
      for await (const document of documentsIn(file, readingOf(options), notices, options.by)) {
        losses.add(document);
        counts.documents++;
        counts.sentences += document.sentenceEnds.length;
        counts.tokens += document.words.length;
        counts.entities += document.marks.length;
        await sink.write(document);
      }
    }
    await sink.commit();
  } catch (error) {
    sink.abandon();
    throw error;
  }
  // Entities are written as annotated; what the format cannot hold of them is in `lost`.
  for (const line of notices.lines(['unalignedSpan', 'overlappingSpan'])) warn(line, io);
  const lost = losses.lines();
  if (json) return io.out(`${JSON.stringify({ output, format: to, ...counts, lost })}\n`);
  for (const line of lost) io.note(`${io.noteColor.dim('lost:')} ${to} does not keep ${line}`);
  if (output !== '-')
    await io.out(
      `${output}: ${to}, ${counts.documents} documents, ${counts.sentences} sentences, ${counts.tokens} tokens, ${counts.entities} entities\n`,
    );
}

function readingOf(options: ConvertOptions): CorpusOptions {
  const { from } = options;
  const isKind = (name: string): name is CorpusFormat => corpusFormats.some((kind) => kind === name);
  const reading = corpusOptions(options);
  if (from === 'auto' || isKind(from)) return { ...reading, format: from };
  const kind = readsAs[from];
  return { ...reading, format: kind === 'jsonl' || kind === undefined ? 'auto' : kind }; // an export is JSON Lines or an array
}

/** Where documents go. */
interface Sink {
  write(document: AnnotatedDocument): Promise<void> | void;
  commit(): Promise<void> | void;
  abandon(): void;
}

function sinkOf(output: string, to: WrittenName, format: WrittenFormat, io: Terminal): Sink {
  const isFolder =
    output !== '-' && (/[/\\]$/.test(output) || statSync(output, { throwIfNoEntry: false })?.isDirectory());
  if (isFolder) return folderSink(output, to, format);
  const writer = new FramedWriter(format);
  if (output === '-')
    return {
      write: (document) => io.out(writer.write(document)),
      commit: () => io.out(writer.end()),
      abandon: () => {},
    };
  const file = new AtomicFile(output);
  const text = to === 'brat' ? textFile(output) : undefined;
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
function folderSink(output: string, to: WrittenName, format: WrittenFormat): Sink {
  const { ending } = format;
  if (ending === undefined)
    throw new NerwinError(
      'usage',
      `${output}: ${to} is written to one file, not to a folder`,
      'name a file with --output',
    );
  makeFolder(output);
  let number = 0;
  return {
    write(document) {
      const name = join(output, String(++number).padStart(6, '0'));
      const writer = new FramedWriter(format);
      if (to === 'brat') writeAtomically(`${name}.txt`, `${document.text}\n`);
      writeAtomically(`${name}.${ending}`, writer.write(document) + writer.end());
    },
    commit: () => {},
    abandon: () => {},
  };
}
