/** @file A corpus in another format, and a corpus without the documents that appeared before. */
import { basename, dirname, relative } from 'node:path';
import { NerwinError } from '../../error.js';
import { rejectOverwrite } from '../../output-guard.js';
import type { CorpusDocuments } from '../corpus-documents.js';
import { SeenDocuments } from '../duplicates.js';
import { type WrittenCorpus, writeCorpora } from './corpus-output.js';
import type { WrittenName } from './names.js';
import { numbered, type SinkOptions } from './sink.js';

/** What `nerwin corpus dedupe --json` prints. */
export interface DedupedCorpus extends WrittenCorpus {
  /** Number of documents that were left out because they appeared before, with the same entities. */
  readonly duplicates: number;
  /** The same, with other entities. */
  readonly conflicts: number;
}

/**
 * Writes a corpus in a format. Entities are written as annotated; what the format does not keep is counted as lost. Throws
 * 'usage' if an input would be replaced.
 */
export async function convertDocuments(
  source: CorpusDocuments,
  output: string,
  to: WrittenName,
  options: SinkOptions,
): Promise<WrittenCorpus> {
  rejectInputs(output, source.paths, options);
  if (options.overwrite) rejectReplaced(output, source.paths, options);
  const [written] = await writeCorpora([output], to, options, async ([target]) => {
    for await (const document of source.documentsToWrite()) await target.write(document);
  });
  return written;
}

/**
 * Writes a corpus without the documents whose words appeared before, in itself or in `against`; the first one stays. The
 * format is `to`, or that of the corpus.
 */
export async function dedupeDocuments(
  source: CorpusDocuments,
  against: CorpusDocuments | undefined,
  output: string,
  to: WrittenName | undefined,
  options: SinkOptions,
): Promise<DedupedCorpus> {
  rejectInputs(output, [...source.paths, ...(against?.paths ?? [])], options);
  const seen = new SeenDocuments();
  if (against) for await (const document of against.documents()) seen.add(document);
  const left = { same: 0, other: 0 };
  const format = to ?? (await source.ownFormat());
  const [written] = await writeCorpora([output], format, options, async ([target]) => {
    for await (const document of source.documentsToWrite()) {
      const novelty = seen.add(document);
      if (novelty === 'new') await target.write(document);
      else left[novelty]++;
    }
  });
  return { ...written, duplicates: left.same, conflicts: left.other };
}

/** Throws 'usage' if the output is one of the inputs. */
export function rejectInputs(output: string, inputs: readonly string[], options: SinkOptions): void {
  if (output !== '-' || !options.standardOutput) rejectOverwrite(options.names.output, output, inputs);
}

/** Throws 'usage' if an input is among the files of an earlier conversion, which this one replaces. */
function rejectReplaced(folder: string, inputs: readonly string[], { names }: SinkOptions): void {
  const input = inputs.find(
    (path) => relative(dirname(path), folder) === '' && numbered.test(basename(path)),
  );
  if (input === undefined) return;
  throw new NerwinError(
    'usage',
    `${names.output} ${folder}: would overwrite ${input}, which is an input file`,
    'choose another output folder',
  );
}
