/**
 * @file The format-independent form of a report. Markdown and HTML have the same content because both are
 * generated from it.
 */
import type { Alignment } from './table.js';

/** A run of inline text. Strings are literal text: the writers escape them. */
export type Inline = string | { readonly code: string } | { readonly strong: string } | Marked;

/** Text of one of several kinds, with a sign behind it that tells the kind without color. */
export interface Marked {
  readonly text: string;
  readonly mark: 'right' | 'false' | 'boundary' | 'missed';
  readonly sign: string;
  /** What the sign means, for readers who hear the page. */
  readonly meaning?: string;
}
export type Text = Inline | readonly Inline[];

export interface Figure {
  readonly label: string;
  readonly value: string;
}

export type ReportBlock =
  | { readonly kind: 'heading'; readonly text: string; readonly level: 2 | 3 }
  | { readonly kind: 'paragraph'; readonly text: Text }
  /** Key figures. */
  | { readonly kind: 'figures'; readonly figures: readonly Figure[] }
  | TableBlock
  /** Shell commands. */
  | { readonly kind: 'commands'; readonly lines: readonly string[] }
  | PictureBlock;

/** Markdown links to `file`, which the caller writes next to it; HTML embeds the picture. */
export interface PictureBlock {
  readonly kind: 'picture';
  readonly file: string;
  readonly alt: string;
  readonly svg: string;
  /** For pages and terminals: with what a reader can point at. */
  readonly chart?: PageChart;
}

/** A chart in a page. */
export interface PageChart {
  /** For wide and narrow pages. */
  readonly wide: string;
  readonly narrow: string;
  /** The same with a logarithmic y axis, if that shows more. */
  readonly log?: { readonly wide: string; readonly narrow: string };
  /** The names of the lines or histograms, in the order of their colors. */
  readonly names: readonly string[];
  readonly band?: string;
  readonly readout: Readout;
}

/** What a pointer or the arrow keys read in a chart, in the order of x. A name may end with a unit: `recall, %`. */
export interface Readout {
  readonly title: string;
  /** What x is. */
  readonly x: string;
  /** True if x goes back and forth along the only line, which is then read from its beginning to its end. */
  readonly isPath?: boolean;
  readonly at: readonly number[];
  /** What is said of each x instead of the number. */
  readonly texts?: readonly string[];
  /** The values at each x: of the lines or histograms, then others that are not drawn. */
  readonly values: readonly { readonly name: string; readonly at: readonly (number | null)[] }[];
}

export interface TableBlock {
  readonly kind: 'table';
  readonly header: readonly string[];
  readonly rows: readonly (readonly Text[])[];
  readonly align: readonly Alignment[];
  /** Index of the highlighted row. */
  readonly marked?: number;
}

export interface Report {
  readonly title: string;
  readonly blocks: readonly ReportBlock[];
}

/** Returns the inline runs of a text. */
export const inlines = (text: Text): readonly Inline[] => (isSequence(text) ? text : [text]);
/** Returns the text of an inline run as it is shown. */
export function shownText(inline: Inline): string {
  if (typeof inline === 'string') return inline;
  if ('code' in inline) return inline.code;
  return 'strong' in inline ? inline.strong : `${inline.text} ${inline.sign}`;
}

const isSequence = (text: Text): text is readonly Inline[] => Array.isArray(text);

export const heading = (text: string, level: 2 | 3 = 2): ReportBlock => ({ kind: 'heading', text, level });
export const paragraph = (...text: readonly Inline[]): ReportBlock => ({ kind: 'paragraph', text });

/** Creates a table from columns given as name and alignment: `['epoch', 'right']`. */
export function table(
  columns: readonly (readonly [string, Alignment])[],
  rows: readonly (readonly Text[])[],
  marked?: number,
): TableBlock {
  return {
    kind: 'table',
    header: columns.map(([name]) => name),
    align: columns.map(([, align]) => align),
    rows,
    ...(marked === undefined ? {} : { marked }),
  };
}

/** Returns the pictures of a report, in order. */
export const picturesIn = ({ blocks }: Report): PictureBlock[] =>
  blocks.filter((block): block is PictureBlock => block.kind === 'picture');
