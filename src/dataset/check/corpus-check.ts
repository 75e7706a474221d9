/**
 * @file Checks a corpus before anything is trained on it: what is in it, what contradicts itself, and what is probably a mistake.
 * Nothing here changes a file.
 */
import { type Corpus, type CorpusOptions, type EntityCount, openCorpus } from '../../corpus/corpus.js';
import { isLocationType } from '../../corpus/locations.js';
import { Notices } from '../../corpus/notices.js';
import type { Lexicon } from '../../model/model.js';
import { type Coverage, coverageOf } from '../../vectors/coverage.js';
import { WordLookUp } from '../../vectors/ladder.js';
import { checkDuplicates, type Overlap } from './duplicates.js';
import type { CorpusPart, Finding, FindingPlace } from './finding.js';
import { type LabelConflict, labelConflicts } from './label-conflicts.js';
import { checkSuspicious } from './suspicious.js';

/** The files of one argument. */
export interface PartFiles {
  readonly name: string;
  readonly files: readonly string[];
}

/** What a part contains. */
export interface PartSummary {
  readonly name: string;
  readonly files: readonly { readonly path: string; readonly format: string; readonly scheme: string }[];
  readonly documents: number;
  readonly sentences: number;
  readonly tokens: number;
  readonly forms: number;
  /** Sentences without any entity. */
  readonly empty: number;
  readonly entities: readonly EntityCount[];
  /** Distinct names of locations. */
  readonly names: number;
  readonly coverage:
    | (Pick<Coverage, 'tokenShare' | 'formShare'> & { readonly unknown: readonly string[] })
    | null;
}

export interface CorpusCheck {
  readonly locations: readonly string[];
  readonly parts: readonly PartSummary[];
  readonly overlaps: readonly Overlap[];
  readonly conflicts: readonly LabelConflict[];
  /** Errors first, then warnings, then the rest. */
  readonly findings: readonly Finding[];
}

/** Settings of {@link checkCorpus}. */
export interface PartsCheckOptions {
  readonly corpus: CorpusOptions;
  /** Types that count as locations; undefined: those with a usual name. */
  readonly locations: readonly string[] | undefined;
  /** The vectors whose coverage is reported; undefined: none. */
  readonly vectors: Lexicon | undefined;
  /** Number of places that are listed for each finding. */
  readonly places: number;
}

/** A type with fewer entities than this is learned badly. (spaCy warns below 50 too.) */
const fewExamples = 50;
/** The fraction of unknown tokens above which vectors hardly fit a corpus. */
const tooManyUnknown = 0.2;

interface OpenPart extends CorpusPart {
  readonly corpus: Corpus;
}

/** Reads all parts and checks them, alone and together. */
export async function checkCorpus(
  parts: readonly PartFiles[],
  options: PartsCheckOptions,
): Promise<CorpusCheck> {
  const { corpus: reading, places } = options;
  const notices = new Notices(reading.strict, reading.names, places);
  const open: OpenPart[] = [];
  for (const { name, files } of parts) {
    const corpus = await openCorpus(files, reading, notices);
    open.push({ name, corpus, sentences: () => corpus.sentences() });
  }
  const types = [...new Set(open.flatMap(({ corpus }) => corpus.summary.entities.map(({ type }) => type)))];
  const locations = options.locations ?? types.filter(isLocationType);
  const isLocation = (type: string): boolean => locations.includes(type);
  const look = options.vectors && new WordLookUp(options.vectors);
  const summaries = open.map((part) => summaryOf(part, isLocation, look));
  const duplicates = checkDuplicates(open, places);
  const found = [
    ...notices.entries().map(
      ({ kind, isFault, text, count, places: at }): Finding => ({
        kind,
        level: isFault ? 'error' : 'warning',
        message: text,
        count,
        places: at.map(parsedPlace),
      }),
    ),
    ...sameFiles(open),
    ...duplicates.findings,
    ...checkSuspicious(open, isLocation, places),
    ...typeFindings(summaries, types, locations),
    ...coverageFindings(summaries),
  ];
  const order = ['error', 'warning', 'info'];
  return {
    locations,
    parts: summaries,
    overlaps: duplicates.overlaps,
    conflicts: labelConflicts(open, isLocation),
    findings: found.sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level)),
  };
}

function summaryOf(
  { name, corpus }: OpenPart,
  isLocation: (type: string) => boolean,
  look: WordLookUp | undefined,
): PartSummary {
  const { files, documents, sentences, tokens, entities } = corpus.summary;
  const names = new Set<string>();
  let empty = 0;
  for (const sentence of corpus.sentences()) {
    if (sentence.spans.length === 0) empty++;
    for (const { type, start, end } of sentence.spans)
      if (isLocation(type)) names.add(sentence.tokens.slice(start, end).join(' '));
  }
  const forms = corpus.forms();
  const coverage = look && coverageOf(forms, look);
  return {
    name,
    files: files.map(({ path, format, scheme }) => ({ path, format, scheme })),
    documents,
    sentences,
    tokens,
    forms: forms.size,
    empty,
    entities,
    names: names.size,
    coverage: coverage
      ? {
          tokenShare: coverage.tokenShare,
          formShare: coverage.formShare,
          unknown: coverage.steps.find(({ step }) => step === 'unknown')?.examples ?? [],
        }
      : null,
  };
}

/** `file:line what` → its parts; the file may contain colons. */
function parsedPlace(place: string): FindingPlace {
  const [, file = place, line = '0', text = ''] = /^(.*?):(\d+)(?: (.*))?$/s.exec(place) ?? [];
  return { file, line: Number(line), text };
}

/** Finds files that are in several parts, also under another name. */
function sameFiles(parts: readonly OpenPart[]): Finding[] {
  const seen = new Map<string, string>(); // path by SHA-256
  const places: FindingPlace[] = [];
  for (const { corpus } of parts) {
    for (const { path, sha256 } of corpus.summary.files) {
      const other = seen.get(sha256);
      if (other) places.push({ file: path, line: 1, text: `the same as ${other}` });
      else seen.set(sha256, path);
    }
  }
  const message = 'files with the same contents as an earlier one';
  return places.length === 0
    ? []
    : [{ kind: 'sameFile', level: 'error', message, count: places.length, places }];
}

function typeFindings(
  parts: readonly PartSummary[],
  types: readonly string[],
  locations: readonly string[],
): Finding[] {
  const count = ({ entities }: PartSummary, type: string): number =>
    entities.find((entity) => entity.type === type)?.count ?? 0;
  const finding = (kind: string, level: Finding['level'], message: string): Finding => ({
    kind,
    level,
    message,
    count: 1,
    places: [],
  });
  const few = types.flatMap((type) => {
    const all = parts.reduce((sum, part) => sum + count(part, type), 0);
    if (all >= fewExamples) return [];
    const level = locations.includes(type) ? 'warning' : 'info';
    return [
      finding(
        'fewExamples',
        level,
        `only ${all} ${all === 1 ? 'entity' : 'entities'} of type ${type}; with fewer than ${fewExamples}, a type is hardly learned`,
      ),
    ];
  });
  const missing = types.flatMap((type) => {
    const without = parts.filter((part) => count(part, type) === 0).map(({ name }) => name);
    if (without.length === 0) return [];
    const level = locations.includes(type) ? 'warning' : 'info';
    return [finding('missingType', level, `no entity of type ${type} in ${without.join(', ')}`)];
  });
  const unnamed =
    locations.length === 0
      ? [
          finding(
            'noLocations',
            'error',
            `no type is a location; the types are ${types.join(', ') || 'none'}`,
          ),
        ]
      : [];
  const full = parts.flatMap(({ name, empty, sentences }) => {
    if (empty > 0 || sentences < 10) return [];
    return [
      finding(
        'noEmptySentences',
        'warning',
        `every sentence of ${name} has an entity, so nothing shows what text without one looks like`,
      ),
    ];
  });
  return [...unnamed, ...few, ...missing, ...full];
}

function coverageFindings(parts: readonly PartSummary[]): Finding[] {
  return parts.flatMap(({ name, coverage }): Finding[] => {
    if (!coverage || 1 - coverage.tokenShare < tooManyUnknown) return [];
    const share = (100 * (1 - coverage.tokenShare)).toFixed(1);
    const message = `${share} % of the tokens of ${name} have no vector: the vectors seem to be of another language or kind of text`;
    return [{ kind: 'coverage', level: 'warning', message, count: 1, places: [] }];
  });
}
