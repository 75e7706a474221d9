import { assert, describe, expect, test } from 'vitest';
import { assignmentsOf } from '../../../src/lessons/graph/assignment.js';
import { drawGraph, maxDrawn } from '../../../src/lessons/graph/drawing.js';
import { formulaOf } from '../../../src/lessons/graph/expression.js';
import type { Drawing } from '../../../src/lessons/graph/layout.js';
import { dotText, mermaidText } from '../../../src/lessons/graph/notation.js';
import { pictureOf } from '../../../src/lessons/graph/picture.js';

function picture(source: string, at: string): Drawing {
  const { graph, output } = formulaOf(source, assignmentsOf([at]));
  graph.forward();
  graph.backward(output);
  return pictureOf(output, source);
}

const lecture = picture('(x+y)*max(y,z)', 'x=1,y=2,z=0');

/** The texts of `svg` with their places. */
function textsOf(svg: string): { content: string; x: number; y: number; fill: string }[] {
  const pattern = /<text x="([\d.]+)" y="([\d.]+)"[^>]* fill="(#\w+)"[^>]*>([^<]*)<\/text>/g;
  return [...svg.matchAll(pattern)].map(([, x, y, fill, content]) => ({ content, x: +x, y: +y, fill }));
}

test('each edge carries the value and its own part of the gradient', () => {
  const edges = lecture.edges.map(({ from, to, value, gradient }) => [from, to, value, gradient]);
  expect(edges).toEqual([
    ['0', '3', '1', '2'], // x → +
    ['1', '3', '2', '2'], // y → +, 2 of ∂f/∂y = 5
    ['1', '4', '2', '3'], // y → max, the other 3
    ['2', '4', '0', '0'], // z → max
    ['3', '5', '3', '2'], // a → ×
    ['4', '5', '2', '3'], // b → ×
    ['5', 'output', '6', '1'],
  ]);
});

describe('the drawing', () => {
  const svg = drawGraph(lecture);
  const texts = textsOf(svg);

  test('puts each gradient below its value, at the same place along the edge', () => {
    const values = texts.filter(({ fill }) => fill === '#17692f');
    const gradients = texts.filter(({ fill }) => fill === '#b3261e');
    expect(values.map(({ content }) => content)).toEqual(['1', '2', '2', '0', '3', '2', '6']);
    expect(gradients.map(({ content }) => content)).toEqual(['2', '2', '3', '0', '2', '3', '1']);
    values.forEach(({ x, y }, i) => {
      expect(gradients[i].x).toBe(x);
      expect(gradients[i].y - y).toBe(20);
    });
  });

  test('has no two texts on each other, and runs from left to right with the first input on top', () => {
    for (const [i, one] of texts.entries()) {
      for (const other of texts.slice(i + 1)) {
        expect(Math.abs(one.y - other.y) >= 10 || Math.abs(one.x - other.x) >= 12).toBe(true);
      }
    }
    const at = (content: string) => {
      const found = texts.find((text) => text.content === content);
      assert(found);
      return found;
    };
    expect(at('x').y).toBeLessThan(at('z').y);
    expect(at('x').x).toBeLessThan(at('max').x);
    expect(at('max').x).toBeLessThan(at('f').x);
  });

  test('is the same each time', () => {
    expect(drawGraph(lecture)).toBe(svg);
  });

  test('escapes what is not markup', () => {
    const node = { id: 'a', label: '<script>&"\u0007', kind: 'input' } as const;
    const drawn = drawGraph({ title: '</title>', nodes: [node], edges: [] });
    expect(drawn).toContain('&lt;script&gt;&amp;&quot;\ufffd');
    expect(drawn).not.toContain('<script>');
    expect(drawn).toContain('<title>&lt;/title&gt;</title>');
  });

  test('is refused where nobody could read it', () => {
    const nodes = Array.from(
      { length: maxDrawn + 1 },
      (_, i) => ({ id: `${i}`, label: 'x', kind: 'input' }) as const,
    );
    expect(() => drawGraph({ title: '', nodes, edges: [] })).toThrow('201 nodes are too many to draw');
  });

  test('summarizes long vectors by shape and norm', () => {
    const { edges } = picture('sum(v)', 'v=[3,4,0,0,0]');
    expect(edges[0].value).toBe('(5) ‖·‖ = 5');
    expect(edges[0].gradient).toBe('(5) ‖·‖ = 2.24');
  });
});

describe('a graph that is too wide for a page', () => {
  const source = `${'tanh('.repeat(15)}x + y${')'.repeat(15)}`;
  const svg = drawGraph(picture(source, 'x=1.23456,y=2.34567'));

  test('goes down instead, at most 1,200 pixels wide, with the first input on the left and no texts on each other', () => {
    const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg)?.map(Number) ?? [];
    expect(width).toBeLessThanOrEqual(1200);
    expect(height).toBeGreaterThan(width);
    const texts = textsOf(svg);
    const place = (name: string) => texts.find(({ content }) => content === name);
    expect(place('x')?.x).toBeLessThan(place('y')?.x ?? 0);
    for (const [k, one] of texts.entries())
      for (const other of texts.slice(k + 1))
        expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThan(10);
  });

  test('interrupts its lines at their labels', () => {
    for (const [, d] of svg.matchAll(/<path d="([^"]*)" fill="none"/g)) expect(d.match(/M/g)).toHaveLength(2);
  });
});

test('one node used twice by a gate has two edges, a constant no gradient, an unused node no box', () => {
  const { nodes, edges } = picture('y = x * x; z = x; y + 2', 'x=3');
  expect(edges.slice(0, 2).map(({ gradient }) => gradient)).toEqual(['3', '3']);
  expect(edges.find(({ value }) => value === '2')?.gradient).toBeUndefined();
  expect(nodes.map(({ label }) => label)).toEqual(['x', '×', '2', '+', 'f']);
});

test('Graphviz', () => {
  const dot = dotText({ ...lecture, title: 'say "f"\\' });
  expect(dot.split('\n')[0]).toBe('digraph "say \\"f\\"\\\\" {');
  expect(dot).toContain('"4" [label="max\\nb = max(y, z)"];');
  expect(dot).toContain('"1" -> "4" [label="2\\n∂ 3"];');
});

test('Mermaid', () => {
  const mermaid = mermaidText(lecture);
  expect(mermaid).toContain('n1(["y"])');
  expect(mermaid).toContain('n1 -->|"2<br>∂ 3"| n4');
  const node = { id: 'a', label: 'a "<b>"', kind: 'gate' } as const;
  expect(mermaidText({ title: '', nodes: [node], edges: [] })).toContain('na["a #34;#60;b#62;#34;"]');
});
