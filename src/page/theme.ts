/** @file The colors of canvases, from the style sheet, so that light and dark are decided in one place. */
import { useEffect, useState } from 'preact/hooks';

/** The colors of the page by the names of their CSS variables, without the dashes. */
export interface Colors {
  readonly surface: string;
  readonly ink: string;
  readonly soft: string;
  readonly rule: string;
  readonly true: string;
  readonly corrupt: string;
}

function colorsNow(): Colors {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    surface: of('surface'),
    ink: of('ink'),
    soft: of('soft'),
    rule: of('rule'),
    true: of('true'),
    corrupt: of('corrupt'),
  };
}

/** The colors of the current theme; the component is drawn again when the theme changes. */
export function useColors(): Colors {
  const [colors, setColors] = useState(colorsNow);
  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: dark)');
    const change = () => setColors(colorsNow());
    query.addEventListener('change', change);
    return () => query.removeEventListener('change', change);
  }, []);
  return colors;
}

/** Mixes two colors `#rrggbb`: a share of 0 is `a`, of 1 is `b`. */
export function mix(a: string, b: string, share: number): string {
  const part = (color: string, at: number) => Number.parseInt(color.slice(at, at + 2), 16);
  const mixed = [1, 3, 5].map((at) => Math.round(part(a, at) + (part(b, at) - part(a, at)) * share));
  return `rgb(${mixed.join(' ')})`;
}
