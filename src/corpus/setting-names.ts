/**
 * @file Names of the settings for reading a corpus, as the user knows them: keys of a config, or options of a
 * command. The caller passes them, and hints use them.
 */

export type SettingName =
  | 'root'
  | 'tokenColumn'
  | 'tagColumn'
  | 'separator'
  | 'scheme'
  | 'untyped'
  | 'labels'
  | 'split'
  | 'strict'
  | 'documents'
  | 'locations';

/** Names that the user of the caller can use; a setting without a name cannot be changed there. */
export type SettingNames = { readonly [name in SettingName]?: string };

/** The names in a config. */
export const configNames: Required<SettingNames> = {
  root: 'corpus.root',
  tokenColumn: 'corpus.columns.token',
  tagColumn: 'corpus.columns.tag',
  separator: 'corpus.columns.separator',
  scheme: 'corpus.scheme',
  untyped: 'corpus.untyped',
  labels: 'corpus.labels',
  split: 'corpus.sentences.split',
  strict: 'corpus.strict',
  documents: 'corpus.documents',
  locations: 'locations',
};

/** Returns how the user sets `value`: `set corpus.scheme: IOB1` or `use --scheme IOB1`. */
export function assigned(name: string, value: string | readonly string[]): string {
  if (name.startsWith('--')) return `use ${name} ${[value].flat().join(',')}`;
  return `set ${name}: ${typeof value === 'string' ? value : `[${value.join(', ')}]`}`;
}

/** Returns the hint for a tag column that does not hold tags; `column` is the number of one that does. */
export function tagColumnHint({ tagColumn }: SettingNames, column?: number): string {
  if (tagColumn !== undefined && column !== undefined) return assigned(tagColumn, String(column));
  return tagColumn === undefined
    ? 'convert the file so that each line starts with a token and ends with its tag'
    : `set ${tagColumn} to the number of the column with tags such as B-LOC and O`;
}
