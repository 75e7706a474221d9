/** @file A document of GATE as a record with text and spans in UTF-16 units, as Java counts them. */

import { fault } from './json-value.js';
import { markupEvents } from './markup-events.js';

interface Annotation {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** Annotations of GATE's own programs that are no entities. */
const others =
  /^(?:Token|SpaceToken|DEFAULT_TOKEN|Sentence|Split|Lookup|paragraph|p|body|html|head|Unknown|FirstPerson|Title|JobTitle|TempDate|.*chunk.*|VG|Coref.*|MatchesAnnots)$/i;

/**
 * Returns the text and the entities: of the annotation set `Key` if there is one, as GATE calls what people annotated,
 * else of the set without a name, else of the first that is not the markup of the original file.
 */
export function gateRecord(source: string, path: string): { text: string; spans: Annotation[] } {
  const sets = new Map<string, Annotation[]>();
  const nodes = new Map<string, number>();
  let [text, isText, set] = ['', false, ''];
  for (const event of markupEvents(source)) {
    if (event.kind === 'text') {
      if (isText) text += event.text;
    } else if (event.name === 'TextWithNodes') isText = event.kind === 'open';
    else if (event.kind === 'close') continue;
    else if (event.name === 'Node') nodes.set(event.attributes.get('id') ?? '', text.length);
    else if (event.name === 'AnnotationSet') {
      set = event.attributes.get('name') ?? '';
      if (!sets.has(set)) sets.set(set, []);
    } else if (event.name === 'Annotation') {
      const { attributes } = event;
      const [start, end] = ['startnode', 'endnode'].map((name) => nodes.get(attributes.get(name) ?? ''));
      const type = attributes.get('type') ?? '';
      if (start === undefined || end === undefined)
        throw fault(
          path,
          `annotation ${attributes.get('id') ?? '?'} refers to a node that is not in the text`,
          'save the document again in GATE',
        );
      if (type !== '' && !others.test(type)) sets.get(set)?.push({ type, start, end });
    }
  }
  const names = [...sets.keys()].filter((name) => name !== 'Original markups');
  const chosen = ['Key', '', ...names].find((name) => (sets.get(name)?.length ?? 0) > 0) ?? '';
  return { text, spans: sets.get(chosen) ?? [] };
}
