/** @file A matrix as a grid of colors: blue above 0, orange below, none at 0. */

interface HeatMapProps {
  readonly title: string;
  readonly rows: readonly (readonly number[])[];
  /** The value with the fullest color. */
  readonly strong: number;
}

const cell = 13;

export function HeatMap({ title, rows, strong }: HeatMapProps) {
  const [width, height] = [rows[0].length * cell, rows.length * cell];
  return (
    <figure class="heat">
      <figcaption>{title}</figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={`${title}: ${rows.length} × ${rows[0].length} numbers`}>
        {rows.flatMap((row, i) =>
          row.map((value, j) => (
            <rect
              key={`${i}-${j}`}
              class={value < 0 ? 'negative' : 'positive'}
              x={j * cell + 0.5}
              y={i * cell + 0.5}
              width={cell - 1}
              height={cell - 1}
              fill-opacity={0.06 + 0.94 * Math.min(1, Math.abs(value) / strong)}
            >
              <title>{`row ${i + 1}, column ${j + 1}: ${value.toPrecision(3)}`}</title>
            </rect>
          )),
        )}
      </svg>
    </figure>
  );
}
