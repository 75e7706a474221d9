/**
 * @file The style of charts, light and dark. Line colors are based on the palette of Okabe and Ito ("Color
 * Universal Design", 2008), which can be distinguished with any type of color vision; dark mode uses lighter
 * tones of the same hues. Lines also differ by their dashes.
 */

interface Hue {
  readonly light: string;
  readonly dark: string;
  /** SVG's stroke-dasharray; empty for a solid line. */
  readonly dash: string;
}

const hues: readonly Hue[] = [
  { light: '#0072b2', dark: '#56b4e9', dash: '' },
  { light: '#d55e00', dark: '#ff9a57', dash: '7 4' },
  { light: '#008060', dark: '#2fc99d', dash: '2 3.5' },
  { light: '#b0578d', dark: '#e79ac6', dash: '10 4 2 4' },
  { light: '#a87000', dark: '#f0b93a', dash: '12 4' },
  { light: '#555555', dark: '#c4c4c4', dash: '4 2.5' },
];

/** Returns the style of the line with this index; styles repeat after six. */
export const hueOf = (index: number): number => index % hues.length;
export const dashOf = (index: number): string => hues[hueOf(index)].dash;

/**
 * CSS of one picture. Its classes begin with `nw-`, so that pictures can be embedded in a page; repeated
 * identical rules do no harm.
 */
export const chartStyle = [
  '.nw{font-variant-numeric:tabular-nums;font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"DejaVu Sans",sans-serif}',
  '.nw-halo{paint-order:stroke;stroke-width:3;stroke-linejoin:round}',
  rules({ surface: '#ffffff', ink: '#1c2330', soft: '#5b6575', grid: '#e4e8ee', axis: '#9aa4b2' }, 'light'),
  `@media screen and (prefers-color-scheme:dark){${rules(
    { surface: '#151a21', ink: '#e8ecf2', soft: '#a2adbb', grid: '#29313c', axis: '#5d6878' },
    'dark',
  )}}`,
].join('\n');

interface Tone {
  readonly surface: string;
  readonly ink: string;
  readonly soft: string;
  readonly grid: string;
  readonly axis: string;
}

function rules(tone: Tone, scheme: 'light' | 'dark'): string {
  return [
    `.nw-surface{fill:${tone.surface}}`,
    `.nw-ink{fill:${tone.ink}}`,
    `.nw-soft{fill:${tone.soft}}`,
    `.nw-grid{stroke:${tone.grid}}`,
    `.nw-axis{stroke:${tone.axis}}`,
    `.nw-point,.nw-halo{stroke:${tone.surface}}`,
    ...hues.map(
      (hue, index) =>
        `.nw-line${index}{stroke:${hue[scheme]}}.nw-dot${index}{fill:${hue[scheme]};stroke:${tone.surface}}.nw-area${index}{fill:${hue[scheme]};fill-opacity:.22}.nw-name${index}{fill:${hue[scheme]}}`,
    ),
  ].join('');
}
