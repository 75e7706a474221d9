/** @file Writes the report that `nerwin eval --html` and `--markdown` ask for. */
import type { CorpusSummary } from '../corpus/corpus.js';
import type { CorpusEvaluation } from '../dataset/model-evaluation.js';
import { type DocumentFiles, writeDocument } from '../document/document-files.js';
import type { Mistake } from '../evaluation/mistakes.js';
import type { Intervals } from '../evaluation/resampling.js';
import type { TaggedSample } from '../evaluation/tagged-samples.js';
import { hashFile } from '../file-bytes.js';
import type { ModelHeader } from '../model/model.js';
import { environmentFacts } from '../run/environment.js';
import { evaluationDocument } from '../run/evaluation-document.js';

interface EvaluationRequest extends DocumentFiles {
  /** The model file. */
  readonly path: string;
  readonly summary: CorpusSummary;
  readonly warnings: readonly string[];
  readonly intervals: Intervals;
  readonly header: ModelHeader;
  readonly mistakes: readonly Mistake[];
  readonly samples: readonly TaggedSample[];
  /** The difference from another system, as text. */
  readonly against: string | undefined;
  /** The command that repeats the evaluation. */
  readonly command: string;
}

/** Returns the files that it wrote. */
export async function writeEvaluation(
  result: CorpusEvaluation,
  request: EvaluationRequest,
): Promise<string[]> {
  const { path, summary } = request;
  const document = evaluationDocument(result, {
    ...request,
    model: path,
    modelSha256: (await hashFile(path, 'model')).sha256,
    files: summary.files,
    environment: environmentFacts(),
  });
  return writeDocument(document, request);
}
