/** @file Reads the header of a model file and rejects an invalid one before anything is computed with it. */
import { NerwinError } from '../error.js';
import { isObject, type JsonObject, parseJson } from '../json.js';
import { activations } from '../network/activation.js';
import { type ModelHeader, modelFormat } from './model.js';

/** A check of one header field, with a description of what is expected. */
interface Expectation {
  readonly key: keyof ModelHeader;
  readonly holds: (value: unknown, header: JsonObject) => boolean;
  readonly expected: string;
}

const isWhole = (value: unknown, min: number, max = Number.MAX_SAFE_INTEGER): boolean =>
  Number.isInteger(value) && Number(value) >= min && Number(value) <= max;
const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((text) => typeof text === 'string');
const isNumbers = (value: unknown, ...names: string[]): boolean =>
  isObject(value) && names.every((name) => Number.isFinite(value[name]));
const isThresholds = (value: unknown): boolean =>
  isNumbers(value, 'start', 'extend') &&
  (!Object.hasOwn(value as JsonObject, 'edge') || isNumbers(value, 'start', 'extend', 'edge'));
/** An upper limit, because the slots of a window are created before the tensor sizes are checked. */
const maxRadius = 1000;
const families = ['shape', 'shape2', 'sentence', 'sentenceMean', 'documentMean', 'lexicon'];

const expectations: readonly Expectation[] = [
  {
    key: 'kind',
    holds: (value) => value === 'window' || value === 'softmax',
    expected: '"window" or "softmax"',
  },
  {
    key: 'radius',
    holds: (value) => isWhole(value, 0, maxRadius),
    expected: `a whole number from 0 to ${maxRadius}`,
  },
  { key: 'hidden', holds: (value) => isWhole(value, 1), expected: 'a whole number, 1 or more' },
  {
    key: 'activation',
    holds: (value, { kind }) =>
      kind === 'softmax' ? value === 'log-odds' : activations.some((name) => name === value),
    expected: `one of ${activations.join(', ')} (window), or log-odds (softmax)`,
  },
  {
    key: 'classes',
    holds: (value, { kind, hidden }) => isTexts(value) && value.length === (kind === 'softmax' ? hidden : 0),
    expected: 'one name per class for softmax, none for a window network',
  },
  {
    key: 'features',
    holds: (value) =>
      isObject(value) &&
      families.every((family) => typeof value[family] === 'boolean') &&
      ['boolean', 'undefined'].includes(typeof value.words) &&
      isWhole(value.affixes, 0) &&
      isWhole(value.affixBuckets, 1) &&
      isWhole(value.minimumCount, 1),
    expected: 'true or false for each family, and three whole numbers',
  },
  { key: 'thresholds', holds: isThresholds, expected: 'the numbers start and extend' },
  {
    key: 'operatingPoints',
    holds: (value) => isObject(value) && Object.values(value).every(isThresholds),
    expected: 'the numbers start and extend for each name',
  },
  {
    key: 'divide',
    holds: (value) =>
      value === undefined ||
      (isObject(value) &&
        Array.isArray(value.levels) &&
        value.levels.every(isTexts) &&
        isTexts(value.except)),
    expected: 'levels, lists of classes of names, and except, a list of names',
  },
  {
    key: 'thresholdChoices',
    holds: (value) => value === undefined || (Array.isArray(value) && value.every(isObject)),
    expected: 'a list of choices',
  },
  {
    key: 'calibration',
    holds: (value) => value === undefined || isNumbers(value, 'a', 'b'),
    expected: 'the numbers a and b',
  },
  { key: 'locations', holds: isTexts, expected: 'names of entity types' },
  {
    key: 'corpora',
    holds: (value) => isObject(value) && Array.isArray(value.train) && Array.isArray(value.dev),
    expected: 'the file lists train and dev',
  },
  { key: 'config', holds: isObject, expected: 'the training settings' },
];

/**
 * Returns the header of the model at `path`, from the metadata of its file. Throws 'model',
 * with the reason, if it is invalid.
 */
export function readHeader(path: string, metadata: Readonly<Record<string, string>>): ModelHeader {
  const fault = (what: string, hint: string) => new NerwinError('model', `${path}: ${what}`, hint);
  const text = metadata.nerwin;
  if (text === undefined)
    throw fault('a safetensors file, but not a nerwin model', 'use the model.safetensors of a run folder');
  const header = parsed(text);
  if (!header)
    throw fault('its header is not a JSON object', 'copy the file again, or train the model again');
  if (header.format !== modelFormat) {
    throw fault(
      `model format ${shown(header.format)}, written by nerwin ${header.nerwin}; this version reads format ${modelFormat}`,
      'train the model again, or use that version of nerwin',
    );
  }
  for (const { key, holds, expected } of expectations) {
    if (holds(header[key], header)) continue;
    const what = `its header has ${key} ${shown(header[key])}, expected ${expected}`;
    throw fault(what, `train the model again, or use the version of nerwin that wrote it (${header.nerwin})`);
  }
  return completed(header as unknown as ModelHeader);
}

/** Fills in fields that earlier versions didn't write: they had no word features. */
function completed(header: ModelHeader): ModelHeader {
  const { words = false } = header.features as Partial<ModelHeader['features']>;
  return { ...header, features: { ...header.features, words } };
}

function parsed(text: string): JsonObject | undefined {
  try {
    const value: unknown = parseJson(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Returns a value as JSON; long values are cut. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
