/** @file A picture in the notation of other tools: Graphviz (DOT) and Mermaid. */
import type { Drawing, DrawnEdge, DrawnNode } from './layout.js';

/** Returns the picture in Graphviz's DOT, for `dot -Tsvg`. */
export function dotText({ title, nodes, edges }: Drawing): string {
  const quote = (text: string): string =>
    `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
  return [
    `digraph ${quote(title)} {`,
    '  rankdir=LR;',
    '  node [shape=box];',
    ...nodes.map(
      (node) =>
        `  ${quote(node.id)} [label=${quote(lines(node))}${node.kind === 'gate' ? '' : ', style=rounded'}];`,
    ),
    ...edges.map(
      (edge) => `  ${quote(edge.from)} -> ${quote(edge.to)} [label=${quote(edgeText(edge).join('\n'))}];`,
    ),
    '}',
    '',
  ].join('\n');
}

/** Returns the picture as a Mermaid flowchart, for Markdown pages. */
export function mermaidText({ nodes, edges }: Drawing): string {
  const quote = (text: string): string => {
    const safe = text.replaceAll(/["&<>#;`\\]/g, (sign) => `#${sign.charCodeAt(0)};`);
    return `"${safe.replaceAll('\n', '<br>')}"`;
  };
  return [
    'flowchart LR',
    ...nodes.map((node) => {
      const [open, close] = node.kind === 'gate' ? ['[', ']'] : ['([', '])'];
      return `  n${node.id}${open}${quote(lines(node))}${close}`;
    }),
    ...edges.map((edge) => `  n${edge.from} -->|${quote(edgeText(edge).join('\n'))}| n${edge.to}`),
    '',
  ].join('\n');
}

function lines({ label, caption }: DrawnNode): string {
  return caption ? `${label}\n${caption}` : label;
}

function edgeText({ value, gradient }: DrawnEdge): string[] {
  return gradient === undefined ? [value] : [value, `∂ ${gradient}`];
}
