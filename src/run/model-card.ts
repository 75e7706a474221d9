/** @file A model card in Markdown, with the YAML head that Hugging Face reads. Source: huggingface.co/docs/hub/model-cards. */
import { stringify } from 'yaml';
import { percent } from '../document/number-format.js';
import type { Scores } from '../evaluation/scores.js';
import type { FileHash, ModelHeader } from '../model/model.js';
import { distinctThresholds, type Thresholds } from '../model/thresholds.js';
import { plural } from '../plural.js';

/** The scores of a model on a corpus, as `nerwin eval --json` prints them. */
export interface CardResult {
  readonly dataset: string;
  readonly entity: Scores;
}

/** What a model file does not say. */
export interface CardFacts {
  readonly name: string;
  readonly license: string;
  readonly language: string;
  readonly words: number;
  readonly dimension: number;
  readonly results: readonly CardResult[];
}

/** Returns the card of a model. Without results it claims no accuracy. */
export function modelCard(header: ModelHeader, facts: CardFacts): string {
  return `---\n${stringify(head(header, facts))}---\n\n${body(header, facts)}`;
}

function head({ locations }: ModelHeader, { name, license, language, results }: CardFacts): object {
  const metric = (type: string, value: number) => ({ type, value: Number(value.toFixed(6)) });
  return {
    license,
    language,
    library_name: 'nerwin',
    pipeline_tag: 'token-classification',
    tags: ['named-entity-recognition', 'locations', ...locations],
    ...(results.length > 0 && {
      'model-index': [
        {
          name,
          results: results.map(({ dataset, entity: { f1, precision, recall } }) => ({
            task: { type: 'token-classification', name: 'location recognition' },
            dataset: { name: dataset, type: dataset },
            metrics: [metric('f1', f1), metric('precision', precision), metric('recall', recall)],
          })),
        },
      ],
    }),
  };
}

/** Says above which scores a token is in a location. */
function thresholdText(thresholds: Thresholds): string {
  const [start, extend] = [thresholds.start.toFixed(4), thresholds.extend.toFixed(4)];
  if (distinctThresholds(thresholds) === 'one')
    return `A token is in a location if its score is above ${start}.`;
  return `A location has a token with a score above ${start}, and all of its tokens have scores above ${extend}.`;
}

function body(header: ModelHeader, { name, words, dimension, results }: CardFacts): string {
  const { kind, radius, hidden, activation, members = [], locations, thresholds } = header;
  const network =
    kind === 'window'
      ? `a network with ${hidden} hidden units and ${activation}, trained with a max-margin loss`
      : `a softmax classifier with ${hidden} classes`;
  return [
    `# ${name}`,
    '',
    `Finds locations (${locations.join(', ')}) in text: ${network}, over windows of ${2 * radius + 1} words, each with a vector of ${dimension} numbers.`,
    ...(members.length > 1 ? [`It is ${members.length} networks merged into one.`] : []),
    `Its lexicon has ${plural(words, 'word', 'words')}. ${thresholdText(thresholds)}`,
    '',
    '## Use',
    '',
    '```sh',
    'npx nerwin tag --model model.safetensors "Not all museums in Paris are amazing ."',
    '```',
    '',
    '## Results',
    '',
    ...(results.length > 0
      ? [
          'Percent; an entity counts as found only if its first and last word are right.',
          '',
          '| corpus | precision | recall | F1 |',
          '|---|---|---|---|',
          ...results.map(
            ({ dataset, entity: { precision, recall, f1 } }) =>
              `| ${dataset} | ${percent(precision)} | ${percent(recall)} | ${percent(f1)} |`,
          ),
        ]
      : ['Not measured for this card.']),
    '',
    '## Training data',
    '',
    ...files('train', header.corpora.train),
    ...files('dev (epoch and thresholds were chosen on it)', header.corpora.dev),
    ...files('vectors', header.vectors.sha256 === '' ? [] : [header.vectors]),
    '',
  ].join('\n');
}

const files = (what: string, list: readonly FileHash[]): string[] =>
  list.length === 0
    ? [`- ${what}: not in the file`]
    : list.map(({ name, sha256 }) => `- ${what}: \`${name}\`, SHA-256 \`${sha256}\``);
