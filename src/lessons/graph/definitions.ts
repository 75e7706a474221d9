/**
 * @file Orders definitions such as `a = x + y; b = max(y, z); a * b`, which can be written
 * in any order, and finds cycles.
 */
import { functionGates } from './operation.js';
import { isName, type Statement, type Syntax, syntaxFault } from './syntax.js';
import { operandsFirst } from './traversal.js';

/** Returns the statements, each after those that it uses. Throws 'usage' with the cycle if there is one. */
export function inOrder(source: string, statements: readonly Statement[]): Statement[] {
  const named = new Map<string, Statement>();
  for (const statement of statements) {
    const { name, start } = statement;
    if (name === undefined) continue;
    if (named.has(name)) throw syntaxFault(source, start, `${name} is defined twice`);
    if (functionGates.has(name))
      throw syntaxFault(source, start, `${name} is a function and cannot be defined`);
    named.set(name, statement);
  }
  const ordered = new Set<Statement>();
  for (const statement of statements) {
    const open = new Map([[statement, usedBy(source, statement, named)]]); // a path of waiting statements
    const path = [statement];
    while (path.length > 0) {
      const current = path[path.length - 1];
      const next = open.get(current)?.pop();
      if (next === undefined) {
        ordered.add(current);
        path.pop();
        open.delete(current);
      } else if (open.has(next)) {
        const cycle = [...path.slice(path.indexOf(next)), next].map(({ name }) => name);
        throw syntaxFault(
          source,
          next.start,
          `a cycle: ${cycle.join(' → ')}`,
          'a value cannot depend on itself',
        );
      } else if (!ordered.has(next)) {
        open.set(next, usedBy(source, next, named));
        path.push(next);
      }
    }
  }
  return [...ordered];
}

/** Returns the statements that `statement` uses, in reverse order of first use. */
function usedBy(source: string, { body }: Statement, named: ReadonlyMap<string, Statement>): Statement[] {
  const used = [...namesIn(source, body)].map((name) => named.get(name));
  return used.filter((statement) => statement !== undefined).reverse();
}

/** Returns the names used as values in `body`. Throws 'usage' if one of them is a function. */
export function namesIn(source: string, body: Syntax): Set<string> {
  const names = new Set<string>();
  for (const { syntax } of operandsFirst(source, body)) {
    if (syntax.type !== 'Identifier') continue;
    if (functionGates.has(syntax.name))
      throw syntaxFault(source, syntax.start, `${syntax.name} is a function; write ${syntax.name}(…)`);
    if (!isName(syntax.name))
      throw syntaxFault(
        source,
        syntax.start,
        `'${syntax.name}' is not a name`,
        'a name is letters, digits and _',
      );
    names.add(syntax.name);
  }
  return names;
}
