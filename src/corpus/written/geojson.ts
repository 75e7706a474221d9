/**
 * @file GeoJSON (RFC 7946) for geocoders: one feature for each entity, whose geometry is null because the place is not
 * known yet. A geocoder fills it in.
 */

import { codePoints } from '../code-points.js';
import { after } from '../formats/span-alignment.js';
import type { WrittenFormat } from './format.js';

export const geojson: WrittenFormat = {
  keeps: { text: 'entities', words: true, sentences: true, documents: true, overlaps: true, cuts: true },
  ending: 'geojson',
  frame: ['{"type":"FeatureCollection","features":[\n', '', '\n]}\n'],
  open() {
    let document = 0;
    let separator = '';
    return {
      write({ text, marks, starts, ends, sentenceEnds }) {
        document++;
        const at = codePoints(text);
        const sentenceBorders = sentenceEnds.map((to) => ends[to - 1]);
        let features = '';
        for (const { type, start, end } of marks) {
          let k = after(sentenceBorders, end - 1); // the sentence in which the entity ends
          const last = sentenceEnds[k] ?? starts.length;
          while (k > 0 && !(starts[sentenceEnds[k - 1]] <= start)) k--; // that in which it begins
          const first = k > 0 ? sentenceEnds[k - 1] : 0;
          const sentence = text.slice(starts[first] ?? 0, ends[last - 1] ?? text.length);
          const properties = {
            name: text.slice(start, end),
            type,
            document,
            start: at(start),
            end: at(end),
            sentence,
          };
          features += `${separator}${JSON.stringify({ type: 'Feature', geometry: null, properties })}`;
          separator = ',\n';
        }
        return features;
      },
    };
  },
};
