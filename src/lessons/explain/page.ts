/** @file Explanations as one self-contained HTML page. */

import { htmlPage } from '../../document/html.js';
import { heading, paragraph, type Report, type ReportBlock, table } from '../../document/report.js';
import { printable } from '../../document/text-width.js';
import type { ScoredText } from './explained-text.js';
import type { Explanation } from './explanation.js';
import { featuresOf, fixed, labelOf, nameOf, signed, verdictOf, wayOf } from './labels.js';
import { shareChart } from './share-chart.js';

const maxFeatures = 20;
const maxUnits = 8;

/** Returns the page. */
export function explanationHtml(text: ScoredText, explanations: readonly Explanation[]): string {
  const document: Report = {
    title: printable(text.words.join(' ')),
    blocks: [
      paragraph(
        'What each word in a window contributes to its score. Gradient × input is a first-order estimate. Leave-one-out is exact: ',
        'the score minus the score with the word replaced by the unknown word. The contributions do not add up to the score, because the score is not linear.',
      ),
      ...explanations.flatMap((explanation) => section(text, explanation)),
    ],
  };
  return htmlPage(document);
}

function section(text: ScoredText, explanation: Explanation): ReportBlock[] {
  const { score } = explanation;
  return [
    heading(nameOf(explanation)),
    {
      kind: 'figures',
      figures: [
        { label: 'score', value: fixed(score) },
        { label: 'threshold', value: fixed(text.thresholds.start) },
        { label: 'verdict', value: explanation.isLocation ? 'location' : 'not a location' },
      ],
    },
    paragraph(verdictOf(explanation, text), '. ', wayOf(explanation, text), '.'),
    {
      kind: 'picture',
      file: '',
      alt: `contributions to the score of ${nameOf(explanation)}`,
      svg: shareChart(explanation),
    },
    slotTable(explanation),
    ...featureBlocks(explanation),
    ...(text.model.header.kind === 'softmax' ? classBlocks(explanation) : unitBlocks(explanation)),
  ];
}

function slotTable({ slots }: Explanation): ReportBlock {
  return table(
    [
      ['slot', 'left'],
      ['word', 'left'],
      ['lookup', 'left'],
      ['‖x‖', 'right'],
      ['gradient × input', 'right'],
      ['leave-one-out', 'right'],
    ],
    slots.map((slot) => [
      slot.slot,
      labelOf(slot),
      slot.rung ?? '–',
      slot.norm > 0 ? slot.norm.toFixed(2) : '–',
      signed(slot.gradient),
      signed(slot.leaveOneOut),
    ]),
    slots.findIndex(({ slot }) => slot === 'center'),
  );
}

/** Returns the table of the strongest features; nothing if there are none. */
function featureBlocks(explanation: Explanation): ReportBlock[] {
  const features = featuresOf(explanation);
  if (features.length === 0) return [];
  return [
    heading(features.length > maxFeatures ? `The ${maxFeatures} strongest features` : 'Features', 3),
    table(
      [
        ['feature', 'left'],
        ['word', 'left'],
        ['slot', 'left'],
        ['gradient × input', 'right'],
        ['leave-one-out', 'right'],
      ],
      features
        .slice(0, maxFeatures)
        .map(({ name, of, slot, gradient, leaveOneOut }) => [
          { code: name },
          of,
          slot,
          signed(gradient),
          signed(leaveOneOut),
        ]),
    ),
  ];
}

const classBlocks = ({ units }: Explanation): ReportBlock[] => [
  heading('Classes', 3),
  table(
    [
      ['class', 'left'],
      ['z', 'right'],
      ['p', 'right'],
    ],
    units.map(({ name, z, h }) => [name, fixed(z), fixed(h, 4)]),
  ),
];

const unitBlocks = ({ units }: Explanation): ReportBlock[] => [
  heading('Strongest units', 3),
  table(
    [
      ['unit', 'left'],
      ['z', 'right'],
      ['h', 'right'],
      ['u', 'right'],
      ['u · h', 'right'],
    ],
    units
      .slice(0, maxUnits)
      .map(({ name, z, h, u, share }) => [name, fixed(z), fixed(h), fixed(u), signed(share)]),
  ),
];
