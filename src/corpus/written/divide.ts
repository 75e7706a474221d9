/**
 * @file A corpus that is divided at random into parts, and a sample of it. Both read it twice: see `allotment.ts`. Each part has
 * its share of the documents with many, few and no locations.
 */
import { join } from 'node:path';
import { NerwinError } from '../../error.js';
import { isThere } from '../../is-there.js';
import { rejectOverwrite } from '../../output-guard.js';
import { OwnedFolder } from '../../owned-folder.js';
import { plural } from '../../plural.js';
import { allotted, Dealer, stratumOf } from '../allotment.js';
import type { AnnotatedDocument } from '../annotated-document.js';
import type { CorpusDocuments } from '../corpus-documents.js';
import { type WrittenCorpus, writeCorpora } from './corpus-output.js';
import type { WrittenName } from './names.js';
import { writtenFormats } from './registry.js';
import { rejectInputs } from './rewrite.js';
import { existing, type SinkOptions, textNameOf } from './sink.js';

/** The name of a part, and its share; shares need not add up to 1. */
export interface CorpusPart {
  readonly name: string;
  readonly share: number;
}

/** 80 % for training, and the rest for choosing and testing. */
export const usualParts: readonly CorpusPart[] = [
  { name: 'train', share: 0.8 },
  { name: 'dev', share: 0.1 },
  { name: 'test', share: 0.1 },
];

/** How documents are drawn. */
export interface Drawing {
  readonly seed: number;
  /** Entity types that count as locations; all by default. */
  readonly locations?: readonly string[] | undefined;
  /** True if all parts have as many locations, in proportion. */
  readonly stratify: boolean;
  /** The format to write; by default that of the corpus. */
  readonly to?: WrittenName | undefined;
}

/** How many documents a sample has: their number, or their share. */
export type SampleSize = { readonly size: number } | { readonly fraction: number };

/** What the caller calls the settings of a sample, for hints. */
export interface SampleNames {
  readonly size: string;
  readonly by: string;
}

/** Divides a corpus into parts, each a file of the folder. Throws 'file' if one exists, unless `options.overwrite`. */
export async function splitDocuments(
  source: CorpusDocuments,
  parts: readonly CorpusPart[],
  folder: string,
  drawing: Drawing,
  options: SinkOptions,
): Promise<WrittenCorpus[]> {
  const format = drawing.to ?? (await source.ownFormat());
  const paths = parts.map(({ name }) => join(folder, `${name}.${writtenFormats[format].ending}`));
  for (const path of paths) rejectOverwrite(options.names.output, path, source.paths);
  const written = format === 'brat' ? paths.flatMap((path) => [path, textNameOf(path)]) : paths;
  // The parts of two splits at once must not be mixed: they share sentences.
  return new OwnedFolder(folder).locked(async () => {
    const there = written.find((path) => isThere(path));
    if (there !== undefined && !options.overwrite) throw existing(there, options.names);
    const counts = await countStrata(source, drawing);
    const urns = allotted(
      counts,
      parts.map(({ share }) => share),
    );
    return deal(source, urns, paths, { ...drawing, format }, options);
  });
}

/** Writes some of the documents, in their order. Throws 'usage' if there are not as many. */
export async function sampleDocuments(
  source: CorpusDocuments,
  wanted: SampleSize,
  output: string,
  drawing: Drawing,
  options: SinkOptions & { readonly sampleNames: SampleNames },
): Promise<WrittenCorpus> {
  rejectInputs(output, source.paths, options);
  const format = drawing.to ?? (await source.ownFormat());
  const counts = await countStrata(source, drawing);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const kept = 'size' in wanted ? wanted.size : Math.round(wanted.fraction * total);
  if (kept > total) {
    const { size, by } = options.sampleNames;
    throw new NerwinError(
      'usage',
      `${size} ${kept}: the corpus has only ${plural(total, 'document', 'documents')}`,
      `use at most ${size} ${total}, or ${by} sentence for smaller pieces`,
    );
  }
  const urns = allotted(counts, [kept, total - kept]);
  const [written] = await deal(source, urns, [output], { ...drawing, format }, options);
  return written;
}

/** Returns the number of documents in each stratum. */
async function countStrata(source: CorpusDocuments, drawing: Drawing): Promise<Map<number, number>> {
  const counts = new Map<number, number>();
  for await (const document of source.documentsToWrite()) {
    const stratum = stratumIn(document, drawing);
    counts.set(stratum, (counts.get(stratum) ?? 0) + 1);
  }
  return counts;
}

const stratumIn = ({ marks }: AnnotatedDocument, { stratify, locations }: Drawing): number =>
  stratify ? stratumOf(marks.filter(({ type }) => locations?.includes(type) ?? true).length) : 0;

/** Writes each document to the output of its part; parts without an output are left out. */
function deal(
  source: CorpusDocuments,
  urns: Map<number, number[]>,
  paths: readonly string[],
  drawing: Drawing & { readonly format: WrittenName },
  options: SinkOptions,
): Promise<WrittenCorpus[]> {
  const dealer = new Dealer(urns, drawing.seed);
  return writeCorpora(paths, drawing.format, options, async (targets) => {
    for await (const document of source.documents())
      await targets[dealer.next(stratumIn(document, drawing))]?.write(document);
  });
}
