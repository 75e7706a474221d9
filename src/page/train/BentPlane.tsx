/**
 * @file The plane as the hidden layer sees it: each point at two of its hidden values, or at its score and one hidden
 * value, where the threshold is a straight line. The grid of the plane is drawn with it, bent as the layer bends it.
 */
import { maximum, minimum } from '../../extremes.js';
import { useCallback } from 'preact/hooks';
import type { Vector } from '../../lecture/window.js';
import { useColors } from '../theme.js';
import { useCanvas } from '../use-canvas.js';
import { type Placed, reach } from './own-points.js';
import { drawMark } from './Plane.js';

interface BentPlaneProps {
  readonly points: readonly Placed[];
  /** Where a point of the plane is seen. */
  readonly see: (x: Vector) => readonly [number, number];
  /** Draws the threshold at this place of the horizontal axis. */
  readonly threshold?: number | undefined;
  readonly axes: readonly [string, string];
}

const gridLines = 17;
const samples = 49;

export function BentPlane({ points, see, threshold, axes }: BentPlaneProps) {
  const colors = useColors();
  const draw = useCallback(
    (context: CanvasRenderingContext2D, side: number) => {
      const along = (k: number, n: number) => (k / (n - 1)) * 2 * reach - reach;
      const line = (at: number, isVertical: boolean) =>
        Array.from({ length: samples }, (_, k) => {
          const other = along(k, samples);
          return see(isVertical ? [at, other] : [other, at]);
        });
      const lines = [true, false].flatMap((isVertical) =>
        Array.from({ length: gridLines }, (_, k) => line(along(k, gridLines), isVertical)),
      );
      const all = lines.flat();
      const spans = [0, 1].map((axis) => {
        const values = all.map((point) => point[axis]).filter(Number.isFinite);
        if (axis === 0 && threshold !== undefined) values.push(threshold);
        const [min, max] = [minimum(values), maximum(values)];
        const pad = 0.06 * (max - min) || 1;
        return [min - pad, max + pad];
      });
      const place = ([x, y]: readonly [number, number]): [number, number] => [
        ((x - spans[0][0]) / (spans[0][1] - spans[0][0])) * side,
        side - ((y - spans[1][0]) / (spans[1][1] - spans[1][0])) * side,
      ];
      context.strokeStyle = colors.rule;
      context.lineWidth = 1;
      for (const bent of lines) {
        context.beginPath();
        for (const point of bent) context.lineTo(...place(point));
        context.stroke();
      }
      if (threshold !== undefined) {
        const [x] = place([threshold, spans[1][0]]);
        context.strokeStyle = colors.ink;
        context.lineWidth = 2;
        context.beginPath();
        context.moveTo(x, 0);
        context.lineTo(x, side);
        context.stroke();
      }
      for (const { x, y, isTrue } of points) drawMark(context, colors, ...place(see([x, y])), isTrue);
    },
    [colors, points, see, threshold],
  );
  const canvas = useCanvas(draw);
  return (
    <figure class="plane">
      <figcaption>What the hidden layer sees</figcaption>
      <canvas ref={canvas} role="img" aria-label={`The points at ${axes[0]} and ${axes[1]}, with the bent grid of the plane`} />
      <p class="axes">
        → {axes[0]} · ↑ {axes[1]}
      </p>
    </figure>
  );
}
