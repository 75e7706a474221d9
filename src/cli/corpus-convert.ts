/** @file `nerwin corpus convert`: writes a corpus in another format. */
import { basename, dirname, relative } from 'node:path';
import { Command, Option } from 'commander';
import { type WrittenName, writtenNames } from '../corpus/written/names.js';
import { NerwinError } from '../error.js';
import { rejectOverwrite } from '../output-guard.js';
import { withCorpusInput } from './corpus-input.js';
import {
  type CorpusOutput,
  overwriteMeaning,
  rejectJsonBesideCorpus,
  writeCorpora,
} from './corpus-output.js';
import { CorpusFiles, type SourceReadingOptions, withReadingOptions } from './corpus-reading.js';
import { numbered } from './corpus-sink.js';
import { jsonLine } from './json-output.js';
import type { Terminal } from './terminal.js';

interface ConvertOptions extends SourceReadingOptions {
  readonly to: WrittenName;
  readonly output: string;
  readonly overwrite?: true;
  readonly json?: true;
}

export const corpusConvertCommand = (io: Terminal): Command =>
  withReadingOptions(
    new Command('convert')
      .description('write a corpus in another format; says what that format cannot keep')
      .argument('<corpus...>', 'corpus files or globs; - for standard input')
      .addOption(new Option('--to <format>', 'format to write').choices(writtenNames).makeOptionMandatory())
      .option(
        '-o, --output <path>',
        'the file to write, or - for standard output; with brat, gate, xml or html also a folder/, one file per document',
        '-',
      )
      .option('--overwrite', overwriteMeaning),
  )
    .option('--json', 'print what was written and what was lost as JSON (needs --output)')
    .addHelpText(
      'after',
      `
Examples:
  nerwin corpus convert train.conll --to doccano -o train.jsonl
  gunzip -c old.iob.gz | nerwin corpus convert - --from conll --to jsonl | nerwin corpus stats -
  nerwin corpus convert 'brat/*.ann' --to conll -o brat.conll
  nerwin corpus convert project-1.json --from label-studio --to brat -o annotated/
  nerwin corpus convert train.conll --to docbin --by document -o train.spacy`,
    )
    .action(
      withCorpusInput(io, (patterns: string[], options: ConvertOptions) => convert(patterns, options, io)),
    );

async function convert(patterns: string[], options: ConvertOptions, io: Terminal): Promise<void> {
  const { to, output, json, overwrite } = options;
  rejectJsonBesideCorpus(options);
  const files = await CorpusFiles.find(patterns, options, io);
  if (output !== '-') rejectOverwrite('--output', output, files.paths);
  if (overwrite) rejectReplaced(output, files.paths);
  const fill = async ([target]: readonly CorpusOutput[]): Promise<void> => {
    // Entities are written as annotated; what the format cannot hold of them is reported as lost.
    for await (const document of files.documents(['unalignedSpan', 'overlappingSpan']))
      await target.write(document);
  };
  const [written] = await writeCorpora([output], to, io, fill, overwrite);
  if (json) return io.out(jsonLine('corpus convert', written.written));
  await written.report();
}

/** Throws 'usage' if an input is among the files of an earlier conversion, which this one replaces. */
function rejectReplaced(folder: string, inputs: readonly string[]): void {
  const input = inputs.find(
    (path) => relative(dirname(path), folder) === '' && numbered.test(basename(path)),
  );
  if (input === undefined) return;
  throw new NerwinError(
    'usage',
    `--output ${folder}: would overwrite ${input}, which is an input file`,
    'choose another output folder',
  );
}
