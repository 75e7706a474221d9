/** @file Text formats of other programs, each with a command that writes what is read. */

/** A format that is not read. */
export interface Foreign {
  readonly name: string;
  /** What converts it. */
  readonly converter: string;
  matches(lines: readonly string[]): boolean;
}

/** True if one of the first lines matches. */
export const looksTagged = (lines: readonly string[], pattern: RegExp): boolean =>
  lines.slice(0, 50).some((line) => pattern.test(line));

/**
 * Files whose words carry their tags, `Paris/LOC rocks/O`, with `sign` between the two; if `isTriple`, with one more
 * value between them, `Paris|NNP|LOC`.
 */
function joinedTags(sign: string, isTriple = false): Foreign {
  const middle = isTriple ? `[${sign}][^\\s${sign}]+` : '';
  const word = new RegExp(`^\\S+${middle}[${sign}](?:O|[BIESLU][-_]\\S+|[A-Z][A-Z-]+)$`);
  const end = isTriple ? `index(substr($i, 2), "${sign}") + 1` : 'n';
  const cut = `n = match($i, "[${sign}][^${sign}]*$"); print substr($i, 1, ${end} - 1) "\\t" substr($i, n + 1)`;
  const program = `{for (i = 1; i <= NF; i++) {${cut}} if (NF != 1) print ""}`;
  return {
    name: `text with a tag behind each word, as in Paris${isTriple ? `${sign}NNP` : ''}${sign}LOC`,
    converter: `put each word and its tag on a line: \`awk '${program}' FILE > FILE.conll\``,
    matches: (lines) => {
      const full = lines.slice(0, 50).filter((line) => line.trim() !== '' && !line.startsWith('-DOCSTART-'));
      const words = full.flatMap((line) => line.trim().split(/\s+/));
      const isSign = (text: string) => isTriple && text.startsWith(sign); // the sign as a word: |||O
      const fit = words.every((text) => text.length < longestWord && (word.test(text) || isSign(text)));
      return fit && words.some((text) => text.endsWith(`${sign}O`) && !isSign(text));
    },
  };
}

const longestWord = 200;

const rasa =
  "grep -E '^ *- ' FILE | grep -vE '^ *- *(intent|regex|lookup|synonym|rule|story):' | " +
  'sed -E \'s/^ *- //; s#\\[([^]]*)\\]\\(([^():]*)(:[^)]*)?\\)#<ENAMEX TYPE="\\2">\\1</ENAMEX>#g; ' +
  's#\\[([^]]*)\\]\\{"entity": *"([^"]*)"[^}]*\\}#<ENAMEX TYPE="\\2">\\1</ENAMEX>#g\' > FILE.txt';

const tacred =
  "python3 -c \"import json, sys; [print(json.dumps({'tokens': r['token'], 'tags': r['stanford_ner']})) " +
  'for r in json.load(sys.stdin)]" < FILE > FILE.jsonl';

const pairs =
  'python3 -c "import ast, json, sys; s = sys.stdin.read(); print(json.dumps(ast.literal_eval(s[s.index(\'[\'):])))" ' +
  '< FILE > FILE.json';

/** In the order in which they are tried. */
export const foreignTexts: readonly Foreign[] = [
  {
    name: 'the training data of Rasa',
    converter: `mark the names as elements, which are read: \`${rasa}\``,
    matches: (lines) =>
      looksTagged(lines, /^(?:version:|nlu:|## ?(?:intent|synonym|regex|lookup))/) &&
      lines.some((line) => /^ *- .*\[[^\]]+\](?:\([^)]+\)|\{"entity")/.test(line)),
  },
  {
    name: 'TACRED, which has relations and machine-made tags',
    converter: `if these tags are good enough for you: \`${tacred}\``,
    matches: (lines) => /"stanford_ner"\s*:/.test(lines.slice(0, 500).join('\n')),
  },
  {
    name: 'a list of training pairs in Python',
    converter: `write it as JSON, which is read: \`${pairs}\``,
    matches: (lines) =>
      /\(\s*(?:"[^"\n]*"|'[^'\n]*')\s*,\s*\{\s*["']entities["']\s*:/.test(lines.slice(0, 50).join('\n')),
  },
  {
    name: 'AIDA, which links names to Wikipedia but has no entity types',
    converter: 'use the CoNLL-2003 files with the same text, or another corpus with types such as LOC',
    matches: (lines) => looksTagged(lines, /^[^\t]+\t[BI]\t[^\t]+\t(?:--NME--|[^\t]+\thttps?:)/),
  },
  joinedTags('|', true),
  joinedTags('/', true),
  joinedTags('|'),
  joinedTags('/'),
  joinedTags('_'),
];
