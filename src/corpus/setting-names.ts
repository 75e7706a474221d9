/**
 * @file What the settings for reading a corpus are called where the user changes them: keys of a config, or options of a
 * command. The caller knows; hints are written with its names.
 */

export type SettingName =
  | 'root'
  | 'tokenColumn'
  | 'tagColumn'
  | 'separator'
  | 'scheme'
  | 'documents'
  | 'locations';

/** The names that a user of the caller can use; a setting without a name cannot be changed there. */
export type SettingNames = { readonly [name in SettingName]?: string };

/** The names in a config. */
export const configNames: Required<SettingNames> = {
  root: 'corpus.root',
  tokenColumn: 'corpus.columns.token',
  tagColumn: 'corpus.columns.tag',
  separator: 'corpus.columns.separator',
  scheme: 'corpus.scheme',
  documents: 'corpus.documents',
  locations: 'locations',
};

/** How the user gives `value` to a setting: `set corpus.scheme: IOB1` or `use --scheme IOB1`. */
export function assigned(name: string, value: string | readonly string[]): string {
  if (name.startsWith('--')) return `use ${name} ${[value].flat().join(',')}`;
  return `set ${name}: ${typeof value === 'string' ? value : `[${value.join(', ')}]`}`;
}

/** The hint about a tag column that holds something else. */
export function tagColumnHint({ tagColumn }: SettingNames): string {
  return tagColumn === undefined
    ? 'convert the file so that each line starts with a token and ends with its tag'
    : `set ${tagColumn} to the number of the column with tags such as B-LOC and O`;
}
