/**
 * @file Reads a config file into plain values and remembers the line of each. YAML 1.2 with merge keys, of
 * which JSON is a subset. Size, depth and number of aliases are limited, so that a wrong or hostile file
 * gives an error message instead of a hang.
 */
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, visit } from 'yaml';
import { NerwinError } from '../error.js';
import { fileKind } from '../file-kind.js';
import { readWhole } from '../whole-file.js';
import { configError } from './config-error.js';
import type { Path } from './schema-tree.js';
import { parseYaml, plainValue, withinDepth } from './yaml.js';

const maxBytes = 65_536;
const maxAliases = 100;

/** The contents of a config file, not yet validated. */
export interface ConfigFile {
  readonly value: unknown;
  /**
   * Returns the 1-based line of the key or item at `path`, or of its nearest existing ancestor; undefined if
   * even the top-level key is absent.
   */
  lineOf(path: Path): number | undefined;
  /** True if the file has a value at `path`. */
  has(path: Path): boolean;
}

/**
 * Reads a config file.
 * @throws NerwinError 'config' with every syntax error, each with line and column.
 */
export function readConfigFile(path: string): ConfigFile {
  const text = readText(path);
  const lines = new LineCounter();
  const document = parseYaml(text, path, { lineCounter: lines, merge: true });
  const faults = withinDepth(path, () => [...syntaxFaults(document, lines)]);
  if (faults.length > 0) {
    const shown = faults.sort((a, b) => a.line - b.line || a.column - b.column);
    const messages = shown.map(({ line, column, message }) => `${path}:${line}:${column}: ${message}`);
    throw configError(messages, hintFor(messages));
  }
  if (document.contents === null || (isScalar(document.contents) && document.contents.value === null)) {
    throw new NerwinError('config', `${path}: is empty`, 'write a starter config with `nerwin config init`');
  }
  return located(document, lines, expanded(path, document));
}

/** Converts to plain values. Nested aliases can expand exponentially, so their number is limited. */
function expanded(path: string, document: Document.Parsed): unknown {
  try {
    return plainValue(document, path, maxAliases);
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    throw new NerwinError(
      'config',
      `${path}: YAML aliases expand to too many values`,
      'write the values out instead of using aliases',
      {
        cause: error,
      },
    );
  }
}

function readText(path: string): string {
  const bytes = readWhole(path, 'config', maxBytes);
  const kind = fileKind(bytes);
  const hint = kind ? `it is ${kind.name}: ${kind.hint}` : 'a config is YAML or JSON in UTF-8';
  const zero = bytes.indexOf(0);
  if (zero >= 0)
    throw new NerwinError('config', `${path}: not a text file (a zero byte at offset ${zero})`, hint);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new NerwinError('config', `${path}: not UTF-8 text`, hint, { cause: error });
  }
  if (kind) throw new NerwinError('config', `${path}: is ${kind.name}`, kind.hint);
  return text;
}

interface SyntaxFault {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

const plainer: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'duplicate key',
  MULTIPLE_DOCS: 'a second YAML document starts here; a config must be a single document',
  TAB_AS_INDENT: 'tab in the indentation; YAML allows only spaces',
};

/** Yields syntax errors and alias errors: unknown, inside their own anchor, or too many. */
function* syntaxFaults(document: Document.Parsed, lines: LineCounter): Generator<SyntaxFault> {
  const at = (offset: number, message: string): SyntaxFault => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col, message };
  };
  for (const { code, message, pos } of [...document.errors, ...document.warnings]) {
    yield at(pos[0], plainer[code] ?? message);
  }
  const aliases: { node: Node; fault: string }[] = [];
  let count = 0;
  visit(document, {
    Alias: (_, node, ancestors) => {
      count++;
      if (count > maxAliases) {
        aliases.push({ node, fault: `more than ${maxAliases} aliases` });
        return visit.BREAK;
      }
      const target = node.resolve(document);
      if (!target)
        aliases.push({ node, fault: `no anchor &${node.source} before the alias *${node.source}` });
      else if (ancestors.includes(target))
        aliases.push({ node, fault: `the alias *${node.source} is within its own anchor` });
      return undefined;
    },
  });
  for (const { node, fault } of aliases) yield at(node.range?.[0] ?? 0, fault);
}

function hintFor(messages: readonly string[]): string {
  return messages.some((message) => /no anchor|reserved character/.test(message))
    ? 'put text that begins with a special character such as * in quotes'
    : 'check brackets, colons and indentation at these places, and put text with special characters in quotes';
}

function located(document: Document.Parsed, lines: LineCounter, value: unknown): ConfigFile {
  const walk = (path: Path): { offset: number | undefined; complete: boolean } => {
    let node: unknown = document.contents;
    let offset: number | undefined;
    for (const key of path) {
      if (isAlias(node)) node = node.resolve(document);
      let place: unknown;
      if (isMap(node)) {
        const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
        [place, node] = [pair?.key, pair?.value];
      } else if (isSeq(node)) {
        node = node.items[Number(key)];
        place = node;
      }
      const range = (place as Node | undefined)?.range;
      if (!range) return { offset, complete: false };
      offset = range[0];
    }
    return { offset, complete: true };
  };
  return {
    value,
    lineOf: (path) => {
      const { offset } = walk(path);
      return offset === undefined ? undefined : lines.linePos(offset).line;
    },
    has: (path) => walk(path).complete,
  };
}
