/** @file The plane with its points, the regions of one classifier, and what the reader does with the points. */
import { minimum } from '../../extremes.js';
import { useCallback, useRef, useState } from 'preact/hooks';
import type { Vector } from '../../lecture/window.js';
import { contours, innerLines } from '../../lessons/boundary/contour.js';
import { type Colors, mix, useColors } from '../theme.js';
import { useCanvas } from '../use-canvas.js';
import { type Placed, reach } from './own-points.js';

interface PlaneProps {
  readonly title: string;
  readonly description: string;
  readonly points: readonly Placed[];
  /** Above 0 a point is in class 1. */
  readonly decide: (x: Vector) => number;
  /** The score at which the color is full. */
  readonly strong: number;
  /** Lines w·x + b = 0 of the hidden units. */
  readonly lines?: readonly { readonly w: Vector; readonly b: number }[];
  /** Cells on each side: few while training runs. */
  readonly cells: number;
  readonly onChange?: ((points: readonly Placed[]) => void) | undefined;
}

const toPixel = (value: number, side: number) => ((value + reach) / (2 * reach)) * side;
const hit = 0.09; // a pointer this close to a point means the point
const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

export function Plane({ title, description, points, decide, strong, lines, cells, onChange }: PlaneProps) {
  const colors = useColors();
  const [cursor, setCursor] = useState<readonly [number, number] | undefined>();
  const draw = useCallback(
    (context: CanvasRenderingContext2D, side: number) => {
      drawRegions(context, side, colors, decide, strong, cells);
      for (const line of lines ?? []) drawLine(context, side, colors, line);
      for (const point of points) drawPoint(context, side, colors, point);
      if (cursor) drawCursor(context, side, colors, cursor);
    },
    [colors, decide, strong, lines, cells, points, cursor],
  );
  const canvas = useCanvas(draw);
  const dragged = useRef<number | undefined>(undefined);

  const placeOf = (event: PointerEvent): readonly [number, number] => {
    const box = (event.currentTarget as HTMLCanvasElement).getBoundingClientRect();
    const scaled = (part: number, length: number) => (part / length) * 2 * reach - reach;
    return [scaled(event.clientX - box.left, box.width), -scaled(event.clientY - box.top, box.height)];
  };
  const nearest = ([x, y]: readonly [number, number], within: number): number => {
    const distances = points.map((point) => Math.hypot(point.x - x, point.y - y));
    const best = distances.indexOf(minimum(distances));
    return best >= 0 && distances[best] <= within ? best : -1;
  };
  const add = ([x, y]: readonly [number, number], isTrue: boolean) => onChange?.([...points, { x, y, isTrue }]);

  const onKeyDown = (event: KeyboardEvent) => {
    const at = cursor ?? [0, 0];
    const move = arrows[event.key];
    if (move) setCursor([clamp(at[0] + 0.1 * move[0]), clamp(at[1] + 0.1 * move[1])]);
    else if (event.key === '0' || event.key === '1') add(at, event.key === '1');
    else if (event.key === 'Delete' || event.key === 'Backspace') {
      const found = nearest(at, 0.25);
      if (found >= 0) onChange?.(points.filter((_, k) => k !== found));
    } else return;
    event.preventDefault();
  };

  return (
    <figure class="plane">
      <figcaption>{title}</figcaption>
      <canvas
        ref={canvas}
        role="img"
        aria-label={description}
        tabIndex={onChange ? 0 : -1}
        class={onChange ? 'editable' : ''}
        onKeyDown={onChange && onKeyDown}
        onBlur={() => setCursor(undefined)}
        onPointerDown={(event) => {
          if (!onChange) return;
          const place = placeOf(event);
          const found = nearest(place, hit);
          if (found >= 0 && event.ctrlKey) onChange(points.filter((_, k) => k !== found));
          else if (found >= 0) {
            dragged.current = found;
            event.currentTarget.setPointerCapture(event.pointerId);
          } else add(place, !event.shiftKey);
        }}
        onPointerMove={(event) => {
          const moved = dragged.current;
          if (moved === undefined || !onChange) return;
          const [x, y] = placeOf(event).map(clamp);
          onChange(points.map((point, k) => (k === moved ? { ...point, x, y } : point)));
        }}
        onPointerUp={() => {
          dragged.current = undefined;
        }}
        onDblClick={(event) => {
          const found = nearest(placeOf(event as unknown as PointerEvent), hit);
          if (found >= 0) onChange?.(points.filter((_, k) => k !== found));
        }}
      />
    </figure>
  );
}

const clamp = (value: number): number => Math.max(-reach, Math.min(reach, value));

function drawRegions(
  context: CanvasRenderingContext2D,
  side: number,
  colors: Colors,
  decide: (x: Vector) => number,
  strong: number,
  cells: number,
): void {
  const nodes = cells + 1;
  const values = new Float64Array(nodes * nodes);
  const at = (k: number) => (k / cells) * 2 * reach - reach;
  for (let r = 0; r < nodes; r++)
    for (let c = 0; c < nodes; c++) values[r * nodes + c] = decide([at(c), at(r)]);
  const cell = side / cells;
  for (let r = 0; r < cells; r++) {
    for (let c = 0; c < cells; c++) {
      const value = (values[r * nodes + c] + values[(r + 1) * nodes + c + 1]) / 2;
      const share = 0.12 + 0.3 * Math.min(1, Math.abs(value) / strong);
      context.fillStyle = mix(colors.surface, value > 0 ? colors.true : colors.corrupt, share);
      context.fillRect(Math.floor(c * cell), Math.floor(side - (r + 1) * cell), Math.ceil(cell) + 1, Math.ceil(cell) + 1);
    }
  }
  const grid = { columns: nodes, rows: nodes, values };
  context.strokeStyle = colors.ink;
  context.lineWidth = 2;
  for (const line of innerLines(contours(grid, 0), grid)) {
    context.beginPath();
    for (const [c, r] of line) context.lineTo(c * cell, side - r * cell);
    context.stroke();
  }
}

/** Draws w·x + b = 0 through the frame. */
function drawLine(
  context: CanvasRenderingContext2D,
  side: number,
  colors: Colors,
  { w, b }: { readonly w: Vector; readonly b: number },
): void {
  const size = Math.hypot(w[0], w[1]);
  if (!(size > 1e-9)) return;
  const [px, py] = [(-b * w[0]) / size ** 2, (-b * w[1]) / size ** 2]; // the point of the line nearest to 0
  const [dx, dy] = [(-w[1] / size) * 4 * reach, (w[0] / size) * 4 * reach];
  context.strokeStyle = colors.soft;
  context.lineWidth = 1;
  context.setLineDash([3, 4]);
  context.beginPath();
  context.moveTo(toPixel(px - dx, side), side - toPixel(py - dy, side));
  context.lineTo(toPixel(px + dx, side), side - toPixel(py + dy, side));
  context.stroke();
  context.setLineDash([]);
}

/** Circles for class 1, squares for class 0, so that color is not the only difference. */
export function drawMark(context: CanvasRenderingContext2D, colors: Colors, x: number, y: number, isTrue: boolean) {
  context.beginPath();
  if (isTrue) context.arc(x, y, 4.2, 0, 2 * Math.PI);
  else context.rect(x - 3.6, y - 3.6, 7.2, 7.2);
  context.fillStyle = isTrue ? colors.true : colors.corrupt;
  context.strokeStyle = colors.surface;
  context.lineWidth = 1.5;
  context.fill();
  context.stroke();
}

function drawPoint(context: CanvasRenderingContext2D, side: number, colors: Colors, { x, y, isTrue }: Placed): void {
  drawMark(context, colors, toPixel(x, side), side - toPixel(y, side), isTrue);
}

function drawCursor(context: CanvasRenderingContext2D, side: number, colors: Colors, [x, y]: readonly [number, number]): void {
  context.strokeStyle = colors.ink;
  context.lineWidth = 1.5;
  context.beginPath();
  context.arc(toPixel(x, side), side - toPixel(y, side), 9, 0, 2 * Math.PI);
  context.stroke();
}
