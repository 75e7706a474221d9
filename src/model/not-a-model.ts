/** @file What a file is that is no model, as far as its first bytes tell. Runs in browsers too. */

const kinds: readonly (readonly [start: RegExp, name: string, hint: string])[] = [
  [
    /^version https:\/\/git-lfs/,
    'a Git LFS pointer',
    'fetch the file with `git lfs pull`, or download it from the web page of the repository',
  ],
  [/^\s*<(?:!doctype|html|\?xml)/i, 'a web page', 'download the file itself'],
  [/^\x1f\x8b/, 'compressed with gzip', 'decompress it with `gzip -d`'],
  [/^PK\x03\x04/, 'a zip archive', 'unzip it; a model of NumPy or PyTorch is none of nerwin'],
  [/^\x80[\x02-\x05]/, 'a Python pickle', 'only models that nerwin trained can be used'],
];

/** Returns what a file is that begins with `head`, and what to do; undefined if it is none of the known kinds. */
export function kindOfNoModel(
  head: Uint8Array,
): { readonly name: string; readonly hint: string } | undefined {
  const text = String.fromCharCode(...head.subarray(0, 64));
  const found = kinds.find(([start]) => start.test(text));
  return found && { name: found[1], hint: found[2] };
}
