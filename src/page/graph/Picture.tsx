/** @file A graph as a picture that shows one step: values that are known, gradients that have arrived. */
import type { Drawing } from '../../lessons/graph/layout.js';
import { placesOf } from '../../lessons/graph/layout.js';

interface PictureProps {
  readonly drawing: Drawing;
  /** The nodes whose value is known, by their ids. */
  readonly known: ReadonlySet<string>;
  /** The nodes that have sent their gradients back. */
  readonly returned: ReadonlySet<string>;
  /** The node of this step. */
  readonly current: string | undefined;
}

export function Picture({ drawing, known, returned, current }: PictureProps) {
  const { width, height, boxes, arrows } = placesOf(drawing);
  const [w, h] = [Math.ceil(width), Math.ceil(height)];
  return (
    <div class="picture" tabIndex={0} role="group" aria-label="The computation graph; it scrolls">
      <svg viewBox={`0 0 ${w} ${h}`} width={w} height={h} role="img" aria-label={drawing.title}>
        <defs>
          <marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">
            <path class="head" d="M0 0L8 4L0 8z" />
          </marker>
        </defs>
        {drawing.edges.map(({ from, to, value, gradient }, i) => (
          <g key={`${from}-${to}-${i}`} class={to === current ? 'edge current' : 'edge'}>
            <path d={arrows[i].d} marker-end="url(#head)" />
            {known.has(from) && (
              <text class="value" x={arrows[i].x} y={arrows[i].y - 5}>
                {value}
              </text>
            )}
            {returned.has(to) && gradient !== undefined && (
              <text class="gradient" x={arrows[i].x} y={arrows[i].y + 15}>
                {gradient}
              </text>
            )}
          </g>
        ))}
        {drawing.nodes.map(({ id, label, caption, kind }, i) => {
          const box = boxes[i];
          return (
            <g key={id} class={`node ${kind}${id === current ? ' current' : ''}`}>
              <rect
                x={box.x - box.width / 2}
                y={box.y - box.height / 2}
                width={box.width}
                height={box.height}
                rx={kind === 'gate' ? 6 : box.height / 2}
              />
              <text class="label" x={box.x} y={caption ? box.y - 2 : box.y + 5}>
                {label}
              </text>
              {caption && (
                <text class="caption" x={box.x} y={box.y + 15}>
                  {caption}
                </text>
              )}
            </g>
          );
        })}
      </svg>
    </div>
  );
}
