/** @file The most confident mistakes, in their sentences. */

import { heading, type Inline, paragraph, type ReportBlock, type Text, table } from '../document/report.js';
import type { Mistake } from '../evaluation/mistakes.js';

const titles: readonly (readonly [Mistake['kind'], string])[] = [
  ['false', 'Marked, but not a location'],
  ['missed', 'A location, but not marked'],
  ['boundary', 'Marked with wrong boundaries'],
];

/** UTF-16 code units of context shown on each side. */
const context = 60;

/** Returns a heading and a table for each kind that occurs; rows keep the order of `mistakes`. */
export function mistakeBlocks(mistakes: readonly Mistake[]): ReportBlock[] {
  if (mistakes.length === 0) return [paragraph('None.')];
  return titles.flatMap(([kind, title]) => {
    const some = mistakes.filter((mistake) => mistake.kind === kind);
    if (some.length === 0) return [];
    const gold = kind === 'boundary' || some.some(({ type }) => type !== undefined);
    return [
      heading(title, 3),
      table(
        [['score', 'right'], ['sentence', 'left'], ...(gold ? [['gold', 'left'] as const] : [])],
        some.map((mistake): Text[] => [
          mistake.score.toFixed(3).replace('-', '−'),
          inSentence(mistake),
          ...(gold ? [kind === 'boundary' ? mistake.gold : (mistake.type ?? '–')] : []),
        ]),
      ),
    ];
  });
}

/** Returns the words in bold within their context; long context is cut at a space. */
function inSentence({ before, text, after }: Mistake): Inline[] {
  const start = before.length <= context ? before : `…${before.slice(-context).replace(/^\S*/, '')}`;
  const end = after.length <= context ? after : `${after.slice(0, context).replace(/\S*$/, '')}…`;
  return [
    start === '' ? '' : `${start.trimEnd()} `,
    { strong: text },
    end === '' ? '' : ` ${end.trimStart()}`,
  ];
}
