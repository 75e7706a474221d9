/** @file `nerwin corpus convert`: writes a corpus in another format. */
import { Command, Option } from 'commander';
import { type WrittenName, writtenNames } from '../corpus/written/names.js';
import { convertDocuments } from '../corpus/written/rewrite.js';
import { withCorpusInput } from './corpus-input.js';
import {
  overwriteMeaning,
  rejectBinaryOnTerminal,
  rejectJsonBesideCorpus,
  reportWritten,
  writing,
} from './corpus-output.js';
import { documentsOf, type SourceReadingOptions, withReadingOptions } from './corpus-reading.js';
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
  const source = await documentsOf(patterns, options, io);
  rejectBinaryOnTerminal(to, output, io);
  const written = await convertDocuments(source, output, to, writing(io, overwrite));
  await (json ? io.out(jsonLine('corpus convert', written)) : reportWritten(written, io));
}
