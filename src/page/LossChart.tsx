/** @file Loss by step, with axes, a hover that reads the numbers, and a handle that goes back in time. */
import { maximum, minimum } from '../extremes.js';
import { scaleLinear, scaleLog } from 'd3-scale';
import { line } from 'd3-shape';
import { useState } from 'preact/hooks';
import { useWidth } from './use-width.js';

export interface Curve {
  readonly name: string;
  /** One of the two line styles of the page. */
  readonly style: 'first' | 'second';
  /** Losses of steps 1, 2, … */
  readonly values: readonly number[];
}

interface LossChartProps {
  readonly title: string;
  readonly curves: readonly Curve[];
  /** What a step is: `epoch`. */
  readonly unit: string;
  readonly at: number;
  readonly last: number;
  readonly onSeek: (step: number) => void;
}

const height = 210;
const [left, right, top, bottom] = [52, 12, 12, 42];

export function LossChart({ title, curves, unit, at, last, onSeek }: LossChartProps) {
  const [svg, width] = useWidth<SVGSVGElement>(560);
  const [isLog, setLog] = useState(false);
  const [hovered, setHovered] = useState<number | undefined>();
  const finite = curves.flatMap(({ values }) => values).filter(Number.isFinite);
  const positive = finite.filter((value) => value > 0);
  const x = scaleLinear().domain([0, Math.max(10, last)]).range([left, width - right]);
  const highest = finite.length > 0 ? maximum([...finite, 1e-6]) : 1; // an axis to 1 until there is a loss
  const y = isLog
    ? scaleLog().domain([minimum([...positive, highest]) / 1.2, highest * 1.2]).range([height - bottom, top])
    : scaleLinear().domain([0, highest * 1.05]).range([height - bottom, top]);
  const isDrawn = (value: number) => Number.isFinite(value) && (!isLog || value > 0);
  const path = line<number>()
    .defined(isDrawn)
    .x((_, k) => x(k + 1))
    .y((value) => y(value));
  const shown = hovered ?? at;
  const reading = curves
    .map(({ name, values }) => `${name} ${values[shown - 1] === undefined ? '–' : values[shown - 1].toPrecision(4)}`)
    .join(', ');
  return (
    <figure class="chart">
      <figcaption>
        {title}
        <label class="switch">
          <input type="checkbox" checked={isLog} onChange={() => setLog(!isLog)} /> log scale
        </label>
      </figcaption>
      <svg
        ref={svg}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`${unit} ${shown}: ${reading}`}
        onPointerMove={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          const step = Math.round(x.invert(((event.clientX - box.left) / box.width) * width));
          setHovered(step >= 1 && step <= last ? step : undefined);
        }}
        onPointerLeave={() => setHovered(undefined)}
      >
        {y.ticks(isLog ? 3 : 4).map((tick) => (
          <g key={tick}>
            <line class="grid" x1={left} x2={width - right} y1={y(tick)} y2={y(tick)} />
            <text x={left - 8} y={y(tick) + 4} text-anchor="end">
              {tick === 0 || tick >= 0.001 ? String(tick) : tick.toExponential(0)}
            </text>
          </g>
        ))}
        {x.ticks(Math.min(8, Math.floor(width / 60))).map((tick) => (
          <text key={tick} x={x(tick)} y={height - 24} text-anchor="middle">
            {tick}
          </text>
        ))}
        <text x={(left + width - right) / 2} y={height - 6} text-anchor="middle">
          {unit}
        </text>
        <line class="cursor" x1={x(shown)} x2={x(shown)} y1={top} y2={height - bottom} />
        {curves.map(({ name, style, values }) => (
          <path key={name} class={`curve ${style}`} d={path([...values]) ?? ''} />
        ))}
      </svg>
      <p class="reading">
        {unit} {shown}
        {curves.map(({ name, style, values }) => (
          <span key={name} class={`key ${style}`}>
            {name} {values[shown - 1] === undefined ? '–' : values[shown - 1].toPrecision(4)}
          </span>
        ))}
      </p>
      <label class="seek">
        <span>Go back to {unit}</span>
        <input
          type="range"
          min={0}
          max={last}
          value={at}
          aria-valuetext={`${unit} ${at} of ${last}`}
          onInput={(event) => onSeek(Number(event.currentTarget.value))}
        />
      </label>
    </figure>
  );
}
