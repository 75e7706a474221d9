/** @file The labeled regions of Label Studio, and the texts that they may be in. */

import { isObject, type JsonObject } from '../../json.js';
import { hasPairs } from '../code-points.js';
import { fault } from './json-value.js';
import { markupEvents } from './markup-events.js';
import { sameWords } from './same-words.js';

/** A part of a text with a label. */
export interface Region {
  /** Several results with the same `id` are controls of one region. */
  readonly id: unknown;
  readonly label: string;
  /** Offsets in the text; in a dialogue within its first and last paragraph. */
  readonly start: number;
  readonly end: number;
  /** The numbers of the first and the last paragraph, if the text is a dialogue. */
  readonly paragraphs?: readonly [number, number] | undefined;
  /** The words that the region covers, if the file says them. */
  readonly text?: string | undefined;
  readonly isHtml: boolean;
}

/** A text that the regions may be in. */
export interface Candidate {
  /** The field of the data. */
  readonly field: string;
  readonly text: string;
  /** The number of regions that cover the words that they say. */
  readonly fitting: number;
  /** Returns the offsets of a region in the text. */
  offsets(region: Region): { readonly start: number; readonly end: number };
}

/**
 * Returns a region for each label of the `value` of the result `id`; none if it has no labels, or labels something else than text.
 * Throws if its offsets are within elements of HTML, as old versions wrote them.
 */
export function regionsOf(value: JsonObject, place: string, id?: unknown): Region[] {
  const labels = value.labels ?? value.hypertextlabels ?? value.paragraphlabels;
  const isHtml = value.hypertextlabels !== undefined;
  const { startOffset, endOffset, globalOffsets } = value;
  if (!Array.isArray(labels) || labels.length === 0 || (value.start === undefined && !globalOffsets))
    return [];
  const isParagraph = value.paragraphlabels !== undefined;
  const placed = isParagraph
    ? { start: startOffset, end: endOffset }
    : isObject(globalOffsets)
      ? globalOffsets
      : value;
  const { start, end } = placed;
  if (typeof start !== 'number' || typeof end !== 'number')
    throw fault(
      place,
      'a region of Label Studio without offsets in the text ("globalOffsets")',
      'export the project with a newer version of Label Studio',
    );
  const text = typeof value.text === 'string' ? value.text : undefined;
  const paragraphs = isParagraph ? ([Number(value.start), Number(value.end)] as const) : undefined;
  return labels
    .filter((label) => typeof label === 'string')
    .map((label) => ({ id, label, start, end, paragraphs, text, isHtml }));
}

/** Returns the texts in `data`, with how well the regions fit: each field as it is, and with line ends counted once. */
export function textCandidates(data: JsonObject, regions: readonly Region[]): Candidate[] {
  const isHtml = regions.some((region) => region.isHtml);
  const found: Candidate[] = [];
  const add = (
    field: string,
    text: string,
    offsets: Candidate['offsets'] = ({ start, end }) => ({ start, end }),
  ): void => {
    const characters = hasPairs(text) ? Array.from(text) : undefined;
    const fitting = regions.filter((region) => {
      const { text: said } = region;
      if (said === undefined) return false;
      const { start, end } = offsets(region);
      if (sameWords(text.slice(start, end), said)) return true;
      return characters !== undefined && sameWords(characters.slice(start, end).join(''), said);
    }).length;
    found.push({ field, text, fitting, offsets });
  };
  for (const [field, value] of Object.entries(data)) {
    if (typeof value === 'string') {
      if (isHtml) add(field, contentOf(value));
      add(field, value);
      if (value.includes('\r\n')) add(field, value.replaceAll('\r\n', '\n'));
    }
    const paragraphs = dialogue(value);
    if (paragraphs) add(field, paragraphs.join('\n'), (region) => inDialogue(region, paragraphs));
  }
  return found;
}

/** Returns the text of HTML without its tags. */
function contentOf(html: string): string {
  let text = '';
  for (const event of markupEvents(html)) if (event.kind === 'text') text += event.text;
  return text;
}

/** Returns the paragraphs of a dialogue: a list of objects with an author and a text. */
function dialogue(value: unknown): string[] | undefined {
  if (!Array.isArray(value) || value.length === 0 || !value.every(isObject)) return undefined;
  const texts = value.map(({ text }) => text).filter((text) => typeof text === 'string');
  return texts.length === value.length ? texts : undefined;
}

function inDialogue(region: Region, paragraphs: readonly string[]): { start: number; end: number } {
  const [first, last] = region.paragraphs ?? [0, 0];
  const before = (n: number): number =>
    paragraphs.slice(0, n).reduce((sum, text) => sum + text.length + 1, 0);
  return { start: before(first) + region.start, end: before(last) + region.end };
}
