/** @file Tagged sentences, with right, wrong and missed locations marked by words and lines, not by color alone. */
import { heading, type Inline, paragraph, type ReportBlock, table } from '../document/report.js';
import type { SampleMark, TaggedSample } from '../evaluation/tagged-samples.js';

/** The signs behind marked words, and what they mean. */
const signs: Readonly<Record<SampleMark, readonly [sign: string, meaning: string]>> = {
  right: ['✓', 'right'],
  false: ['✗', 'marked, but not a location'],
  boundary: ['≈', 'wrong boundaries'],
  missed: ['○', 'missed'],
};

/** Returns a heading, the legend and the sentences; nothing for reports of earlier versions, which have none. */
export function sampleBlocks(samples: readonly TaggedSample[] | undefined, split: string): ReportBlock[] {
  if (!samples || samples.length === 0) return [];
  const legend = (Object.keys(signs) as SampleMark[]).flatMap((mark, k): Inline[] => [
    k > 0 ? ', ' : '',
    { mark, sign: signs[mark][0], text: signs[mark][1] },
  ]);
  return [
    heading(`Tagged sentences of ${split}`),
    paragraph(
      'Sentences with a location, gold or marked, at equal distances in the corpus. Locations are ',
      ...legend,
      '.',
    ),
    table(
      [['sentence', 'left']],
      samples.map((sample) => [inlinesOf(sample)]),
    ),
  ];
}

const inlinesOf = ({ parts }: TaggedSample): Inline[] =>
  parts.flatMap(({ text, mark }, k): Inline[] => [
    k > 0 ? ' ' : '',
    mark ? { mark, sign: signs[mark][0], meaning: signs[mark][1], text } : text,
  ]);
