/**
 * @file The strings that spaCy 3 stores as small numbers instead of hashes: the names of attributes, parts of speech,
 * entity types and dependencies. The numbers are part of its files and do not change.
 */

const numbered = (name: string, digits: number, from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, k) => name + String(from + k).padStart(digits, '0'));

/** In the order of their numbers, from 0. */
const symbols: readonly string[] = [
  '',
  ...(
    'IS_ALPHA IS_ASCII IS_DIGIT IS_LOWER IS_PUNCT IS_SPACE IS_TITLE IS_UPPER LIKE_URL LIKE_NUM LIKE_EMAIL IS_STOP ' +
    'IS_OOV_DEPRECATED IS_BRACKET IS_QUOTE IS_LEFT_PUNCT IS_RIGHT_PUNCT IS_CURRENCY'
  ).split(' '),
  ...numbered('FLAG', 2, 19, 63),
  ...(
    'ID ORTH LOWER NORM SHAPE PREFIX SUFFIX LENGTH CLUSTER LEMMA POS TAG DEP ENT_IOB ENT_TYPE HEAD SENT_START SPACY PROB ' +
    'LANG ADJ ADP ADV AUX CONJ CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X EOL SPACE'
  ).split(' '),
  ...numbered('DEPRECATED', 3, 1, 276),
  ...(
    'PERSON NORP FACILITY ORG GPE LOC PRODUCT EVENT WORK_OF_ART LANGUAGE LAW DATE TIME PERCENT MONEY QUANTITY ORDINAL ' +
    'CARDINAL acomp advcl advmod agent amod appos attr aux auxpass cc ccomp complm conj cop csubj csubjpass dep det dobj ' +
    'expl hmod hyph infmod intj iobj mark meta neg nmod nn npadvmod nsubj nsubjpass num number oprd obj obl parataxis ' +
    'partmod pcomp pobj poss possessive preconj prep prt punct quantmod relcl rcmod root xcomp acl ENT_KB_ID MORPH ENT_ID ' +
    'IDX _'
  ).split(' '),
];

/** The number of each symbol; the empty string is 0. */
export const symbolNumbers: ReadonlyMap<string, bigint> = new Map(
  symbols.map((symbol, number) => [symbol, BigInt(number)]),
);

/** Attributes of tokens, by the numbers that a DocBin lists. */
export const attributes = { orth: 65, dep: 76, iob: 77, type: 78, head: 79, sentence: 80 } as const;
