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

/** Writes each list, tuple and dictionary of Python, alone or assigned to a name, as a line of JSON. */
const literals =
  'python3 -c "import ast, json, sys; [print(json.dumps(ast.literal_eval(n.value))) ' +
  "for n in ast.parse(sys.stdin.read()).body if isinstance(getattr(n, 'value', 0), (ast.List, ast.Tuple, ast.Dict))]\" " +
  '< FILE > FILE.json';

const tuples =
  "python3 -c \"import ast, sys; [print(*('\\t'.join(t) for t in s), sep='\\n', end='\\n\\n') for n in " +
  "ast.parse(sys.stdin.read()).body if isinstance(getattr(n, 'value', 0), ast.List) for v in [ast.literal_eval(n.value)] " +
  'for s in (v if isinstance(v[0], list) else [v])]" < FILE > FILE.conll';

const pubTator =
  "python3 -c \"import json, re, sys; [print(json.dumps({'text': ' '.join(re.findall(r'^\\d+\\|[ta]\\|(.*)', b, re.M)), " +
  "'spans': [{'start': int(f[1]), 'end': int(f[2]), 'type': f[4]} for f in (l.split('\\t') for l in b.split('\\n')) " +
  "if len(f) > 4]})) for b in re.split(r'\\n\\n+', sys.stdin.read()) if '|t|' in b]\" < FILE > FILE.jsonl";

/** What to do with formats without a command of their own. */
export const asRecords =
  'write each text as a record of JSON Lines: {"text": "…", "spans": [{"type": "LOC", "start": 0, "end": 5}]}';

const named = (name: string, pattern: RegExp, converter = asRecords, lines = 50): Foreign => ({
  name,
  converter,
  matches: (head) => pattern.test(head.slice(0, lines).join('\n')),
});

export const coreNlpAgain = 'run CoreNLP again with `-outputFormat json`, which is read';

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
  named(
    'a list of training pairs in Python',
    /[([]\s*(?:"[^"\n]*"|'[^'\n]*')\s*,\s*\{\s*'entities'\s*:|\(\s*(?:"[^"\n]*"|'[^'\n]*')\s*,\s*\{\s*"entities"\s*:|^\s*[[(]?\s*\{\s*'(?:text|entities|tokens|spans)'\s*:/,
    `write it as JSON, which is read: \`${literals}\``,
  ),
  named(
    'a list of tuples in Python',
    /^\s*(?:\w+ *= *)?\[\s*\[?\s*\((?:'[^'\n]*'|"[^"\n]*")\s*,\s*(?:(?:'[^'\n]*'|"[^"\n]*")\s*,\s*)*'(?:O|[BIESLU]-\S+)'\s*\)/,
    `write the words and tags in columns, which are read: \`${tuples}\``,
  ),
  named('PubTator', /^\d+\|t\|/, `write it as JSON Lines, which are read: \`${pubTator}\``),
  named('the text output of CoreNLP', /^\[Text=\S+ CharacterOffsetBegin=/m, coreNlpAgain),
  named('WebAnno TSV (INCEpTION)', /^#id=\d+\n#text=/im, 'export it as "CoNLL 2002", which is read'),
  named('a file of i2b2 concepts, without their text', /^c="[^"\n]*" \d+:\d+ \d+:\d+\|\|t="/m),
  named('a file of BioCreative entities, without their texts', /^\w+\|\d+ \d+\|\S/),
  named('the text output of Flair', /^Sentence(?:\[\d+\])?: ".*" → /m),
  named('the output of Polyglot', /\bI-(?:LOC|PER|ORG)\(\['/),
  named(
    'a file of NLTK trees',
    /^\(S\b[\s\S]*?\((?:GPE|PERSON|ORGANIZATION|LOCATION|FACILITY|GSP|NE)\s+[^()]+\/[A-Z$]+\)/m,
    'write each tree with `nltk.chunk.tree2conllstr(tree)`, whose columns are read',
  ),
  named(
    'a file of features for CRFsuite',
    /^(?:O|[BIES]-\S+)\t\S+=\S+(?:\t\S+=\S+)*$/m,
    'use the file from which they were made',
  ),
  named('a TextGrid of Praat', /^File type = "ooTextFile"/),
  named(
    'a file of Amazon Comprehend annotations, without their texts',
    /^File,Line,Begin Offset,End Offset,Type|^\s*\{\s*"source-ref"\s*:/,
  ),
  named(
    'CSV with a span in each row',
    /^(?:[^,;\n]*[,;])*"?(?:start|begin)(?:[-_ ]?\w+)?"?[,;](?:[^,;\n]*[,;])*"?(?:end|stop)(?:[-_ ]?\w+)?"?(?:[,;]|\s*$)/i,
    asRecords,
    1,
  ),
  named(
    'CSV without a header line',
    /^(?:(?:"?[^\s,"]*"?,){1,2}"?(?:O|[BI]-[\w-]+)"?(?:\r?\n|$)){2}/,
    'begin the file with a line that names the columns, such as `Word,Tag` or `Sentence,Word,Tag`',
  ),
  named(
    'a config of nerwin',
    /^(?:corpus|locations|vectors|seed|training|features):[^\t\n]*\n(?: +\w+:|(?:corpus|locations|vectors|seed):)/m,
    'give the corpus files that it names',
    5,
  ),
  named(
    'an entity list of Amazon Comprehend, without texts',
    /^Text,Type\n/,
    'give it as a list of names: features.gazetteers',
  ),
  named(
    'the result of a language service, without its text',
    /"(?:BeginOffset|beginOffset)"\s*:|"mentions"\s*:\s*\[\s*\{[^}]*"location"\s*:\s*\[/,
    asRecords,
    500,
  ),
  named(
    'a file of Azure labels, without their texts',
    /"projectKind"\s*:\s*"\w*EntityRecognition"|"stringIndexType"\s*:/,
    asRecords,
    500,
  ),
  named(
    'a file of tagtog annotations, without their text',
    /"annotatable"\s*:\s*\{\s*"parts"\s*:/,
    asRecords,
    500,
  ),
  named('a file of LUIS utterances', /"startPos"\s*:\s*\d+\s*,\s*"endPos"\s*:/, asRecords, 500),
  named('JSON-LD (NIF or Web Annotation)', /^\s*[[{]\s*(?:\{\s*)?"@(?:context|graph|id)"\s*:/),
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
