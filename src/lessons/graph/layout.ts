/**
 * @file Where the boxes and arrows of a graph are drawn, from left to right. dagre places the boxes (Gansner et al.,
 * "A technique for drawing directed graphs", 1993); the same graph gives the same numbers.
 */

import { Graph as Layout, layout } from '@dagrejs/dagre';
import { curveBumpX, curveBumpY, line as lineThrough } from 'd3-shape';
import { maximum } from '../../extremes.js';

/** A box. */
export interface DrawnNode {
  readonly id: string;
  /** The text in the box: `+`, `tanh`, `x`. */
  readonly label: string;
  /** A smaller line below the box: `a = x + y`. */
  readonly caption?: string;
  readonly kind: 'input' | 'constant' | 'gate' | 'output';
}

/** An arrow between boxes, by their ids. */
export interface DrawnEdge {
  readonly from: string;
  readonly to: string;
  /** Above the line. */
  readonly value: string;
  /** Below the line; absent if no gradient flows. */
  readonly gradient?: string | undefined;
}

export interface Drawing {
  readonly title: string;
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** The position of a label and the points of its edge. */
interface EdgePlace extends Box {
  readonly points: readonly Point[];
}

interface EdgeKey {
  readonly v: string;
  readonly w: string;
  readonly name: string;
}

/** The part of dagre's graph that is used here; its own types do not resolve in Node's module mode. */
interface DagreGraph {
  setGraph(settings: object): void;
  graph(): { readonly width?: number; readonly height?: number };
  nodes(): string[];
  node(id: string): Box;
  setNode(id: string, box: Box): void;
  edges(): EdgeKey[];
  edge(key: EdgeKey): EdgePlace;
  setEdge(key: EdgeKey, place: EdgePlace & { readonly labelpos?: 'c' }): void;
}

/** An arrow: its path (the `d` of an SVG path) and the middle of its label. */
export interface Arrow extends Point {
  readonly d: string;
}

/** The places of everything in a {@link Drawing}, in pixels, in the same order. */
export interface Places {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
}

/** The distance of the boxes from the edges of the picture. */
export const margin = 24;

/** Widest picture that fits a page, in pixels. */
export const pageWidth = 1200;

/** Places the nodes and edges of `drawing`: from left to right, or downward if that would be too wide for a page and this is narrower. */
export function placesOf(drawing: Drawing): Places {
  const across = placesAlong(drawing, false);
  if (across.width <= pageWidth) return across;
  const down = placesAlong(drawing, true);
  return down.width < across.width ? down : across;
}

/** Everything is placed from left to right; for a picture that goes down, x and y are exchanged before and after. */
function placesAlong({ nodes, edges }: Drawing, isDown: boolean): Places {
  const turned = <P extends { readonly width: number; readonly height: number }>(size: P): P =>
    isDown ? { ...size, width: size.height, height: size.width } : size;
  const plan: DagreGraph = new Layout({ multigraph: true });
  const [nodesep, ranksep] = isDown ? [14, 24] : [18, 44];
  plan.setGraph({ rankdir: 'LR', nodesep, ranksep, edgesep: 14, marginx: margin, marginy: margin });
  for (const node of nodes) plan.setNode(node.id, { x: 0, y: 0, ...turned(boxSize(node)) });
  edges.forEach(({ from, to, value, gradient }, i) => {
    const width = Math.max(textWidth(value, 12), textWidth(gradient ?? '', 12)) + (isDown ? 0 : 14);
    plan.setEdge(
      { v: from, w: to, name: String(i) },
      { x: 0, y: 0, points: [], ...turned({ width, height: isDown ? 46 : 36 }), labelpos: 'c' },
    );
  });
  layout(plan);
  const { width = 0, height = 0 } = plan.graph();
  if (isUpsideDown(plan, nodes)) mirror(plan, height);
  const ports = arrivals(plan, edges);
  const arrows = edges.map((edge, i) => {
    const place = plan.edge({ v: edge.from, w: edge.to, name: String(i) });
    const [source, target] = [plan.node(edge.from), plan.node(edge.to)];
    const start = { x: source.x + source.width / 2, y: source.y };
    // Level past the widest box of the column, so that no line runs behind another box.
    const exit = { x: source.x + columnWidth(plan, source) / 2 + 4, y: start.y };
    const entry = { x: target.x - columnWidth(plan, target) / 2 - 12, y: ports[i].y };
    return arrow([start, exit], place, [entry, ports[i]], isDown);
  });
  const boxes = nodes.map(({ id }) => plan.node(id));
  if (!isDown) return { width, height, boxes, arrows };
  return {
    width: height,
    height: width,
    boxes: boxes.map((one) => turned({ ...one, x: one.y, y: one.x })),
    arrows: arrows.map((one) => ({ ...one, x: one.y, y: one.x })),
  };
}

function boxSize({ label, caption }: DrawnNode): { width: number; height: number } {
  const width = Math.max(textWidth(label, 15), textWidth(caption ?? '', 11)) + 22;
  return { width: Math.max(44, width), height: caption ? 46 : 32 };
}

/** True if the first input is below the last: the first operand should be on top. */
function isUpsideDown(plan: DagreGraph, nodes: readonly DrawnNode[]): boolean {
  const inputs = nodes.filter(({ kind }) => kind === 'input').map(({ id }) => plan.node(id));
  return inputs.length > 1 && inputs[0].y > inputs[inputs.length - 1].y;
}

function mirror(plan: DagreGraph, height: number): void {
  const flipped = <P extends Point>(point: P): P => ({ ...point, y: height - point.y });
  for (const id of plan.nodes()) plan.setNode(id, flipped(plan.node(id)));
  for (const key of plan.edges()) {
    const place = plan.edge(key);
    plan.setEdge(key, { ...flipped(place), points: place.points.map(flipped) });
  }
}

/** Returns the width of the widest box vertically in line with `box`. */
function columnWidth(plan: DagreGraph, { x }: Box): number {
  const column = plan.nodes().map((id) => plan.node(id));
  return maximum(column.filter((other) => other.x === x).map(({ width }) => width));
}

/**
 * Returns the end point of each arrow: spread over the left side of its box, in the
 * order of the arrows from above.
 */
function arrivals(plan: DagreGraph, edges: readonly DrawnEdge[]): Point[] {
  const places = edges.map((edge, i) => plan.edge({ v: edge.from, w: edge.to, name: String(i) }));
  return edges.map(({ to }, i) => {
    const target = plan.node(to);
    const rivals = edges.map((_, k) => k).filter((k) => edges[k].to === to);
    rivals.sort((one, other) => places[one].y - places[other].y || one - other);
    const gap = Math.min(14, target.height / rivals.length);
    const offset = (rivals.indexOf(i) - (rivals.length - 1) / 2) * gap;
    return { x: target.x - target.width / 2, y: target.y + offset };
  });
}

/** Returns the path through points; it goes along the picture at each of them. */
const pathOf = (points: readonly Point[], isDown: boolean): string =>
  (isDown ? downward : rightward)(points as Point[]) ?? '';
const rightward = lineThrough<Point>()
  .x(({ x }) => x)
  .y(({ y }) => y)
  .curve(curveBumpX)
  .digits(1);
const downward = lineThrough<Point>()
  .x(({ y }) => y)
  .y(({ x }) => x)
  .curve(curveBumpY)
  .digits(1);

/**
 * Returns an arrow that goes straight along the picture at its label: its texts are above and below a line to the right; a line
 * downward is interrupted by them.
 */
function arrow(
  from: readonly [Point, Point],
  place: EdgePlace,
  to: readonly [Point, Point],
  isDown: boolean,
): Arrow {
  const [first, second] = [-1, 1].map((side) => ({ x: place.x + (side * place.width) / 2, y: place.y }));
  const inner = place.points.slice(1, -1).filter(({ x }) => x > from[1].x && x < to[0].x);
  const before = [...from, ...inner.filter(({ x }) => x < first.x), first];
  const after = [second, ...inner.filter(({ x }) => x > second.x), ...to];
  const d = isDown ? pathOf(before, true) + pathOf(after, true) : pathOf([...before, ...after], false);
  return { d, x: place.x, y: place.y };
}

/** Returns an upper bound of the width in pixels, because fonts differ. East Asian characters count twice. */
function textWidth(content: string, size: number): number {
  let ems = 0;
  for (const character of content) ems += character >= '\u2e80' ? 1.1 : 0.62;
  return ems * size;
}
