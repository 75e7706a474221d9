/** @file Writes the report that `nerwin eval --html` and `--markdown` ask for. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { CorpusSummary } from '../corpus/corpus.js';
import type { CorpusEvaluation } from '../dataset/model-evaluation.js';
import { commandName } from '../document/command-name.js';
import { type DocumentFiles, writeDocument } from '../document/document-files.js';
import { shellWord } from '../document/shell-word.js';
import type { Mistake } from '../evaluation/mistakes.js';
import type { Intervals } from '../evaluation/resampling.js';
import { packageVersion } from '../package.js';
import { evaluationDocument } from '../run/evaluation-document.js';

interface EvaluationRequest extends DocumentFiles {
  /** The model file. */
  readonly path: string;
  readonly summary: CorpusSummary;
  readonly warnings: readonly string[];
  readonly intervals: Intervals;
  readonly mistakes: readonly Mistake[];
  /** The difference from another system, as text. */
  readonly against: string | undefined;
  /** The arguments of the command. */
  readonly args: readonly string[];
}

/** Returns the files that it wrote. */
export function writeEvaluation(result: CorpusEvaluation, request: EvaluationRequest): string[] {
  const { path, summary, args } = request;
  const document = evaluationDocument(result, {
    ...request,
    model: path,
    modelSha256: createHash('sha256').update(readFileSync(path)).digest('hex'),
    files: summary.files,
    version: packageVersion(),
    command: [commandName(), 'eval', ...args.map((word) => shellWord(word))].join(' '),
  });
  return writeDocument(document, request);
}
