/** @file Says what a file is by its first bytes, if it is nothing that nerwin reads. */

/** A kind of file, and what to do with it. */
export interface FileKind {
  readonly name: string;
  readonly hint: string;
}

const lfs: FileKind = {
  name: 'a Git LFS pointer, not the file itself',
  hint: 'fetch the file with `git lfs pull`, or download it from the web page of the repository',
};

const signatures: readonly (readonly [string, FileKind])[] = [
  ['504b0304', { name: 'a zip archive', hint: 'unzip it, or compress it with gzip instead' }],
  ['fd377a585a00', { name: 'compressed with xz', hint: 'decompress it with `xz -d`' }],
  ['28b52ffd', { name: 'compressed with zstd', hint: 'decompress it with `zstd -d`' }],
  ['425a68', { name: 'compressed with bzip2', hint: 'decompress it with `bzip2 -d`' }],
  ['377abcaf271c', { name: 'a 7z archive', hint: 'extract it with `7z x`' }],
  ['25504446', { name: 'a PDF', hint: 'export its text' }],
  [
    '50415231',
    {
      name: 'a Parquet file',
      hint: 'convert it, for instance with `datasets`: load it, then `to_json(FILE)`',
    },
  ],
  [
    '4152524f5731',
    {
      name: 'an Arrow file',
      hint: 'convert it, for instance with `datasets`: load it, then `to_json(FILE)`',
    },
  ],
  ['53514c697465', { name: 'an SQLite database', hint: 'export the table as CSV' }],
  ['894844460d0a', { name: 'an HDF5 file', hint: 'export it as text' }],
  [
    '934e554d5059',
    { name: 'a NumPy array', hint: 'export it as text, with one word and its numbers on each line' },
  ],
];

/** Encodings of Unicode other than UTF-8, by their byte-order mark or by ASCII at the start, in hexadecimal. */
const encodings: readonly (readonly [name: string, start: RegExp])[] = [
  ['UTF-32', /^(?:fffe0000|0000feff)/],
  ['UTF-16', /^(?:fffe|feff)/],
  ['UTF-32LE', /^(?:(?:0[9ad]|[2-7].)000000){2}/],
  ['UTF-32BE', /^(?:000000(?:0[9ad]|[2-7].)){2}/],
  ['UTF-16LE', /^(?:(?:0[9ad]|[2-7].)00){3}/],
  ['UTF-16BE', /^(?:00(?:0[9ad]|[2-7].)){3}/],
];

/** Returns the kind of a text that begins with `head` and is UTF-16 or UTF-32; undefined for any other. */
export function wideText(head: Buffer): FileKind | undefined {
  const hex = head.subarray(0, 8).toString('hex');
  const found = encodings.find(([, start]) => start.test(hex));
  if (!found) return undefined;
  const [name] = found;
  return { name: `${name} text`, hint: `convert it with \`iconv -f ${name} -t UTF-8 FILE > FILE.txt\`` };
}

/** Returns the kind of a file that begins with `head`; undefined if it may be one that nerwin reads. */
export function fileKind(head: Buffer): FileKind | undefined {
  if (head.subarray(0, 64).toString('latin1').startsWith('version https://git-lfs.github.com/')) return lfs;
  const hex = head.subarray(0, 8).toString('hex');
  const found = signatures.find(([signature]) => hex.startsWith(signature));
  if (found) return found[1];
  const wide = wideText(head);
  if (wide) return wide;
  if (/^80(?:02|03|04|05)/.test(hex) && head.subarray(2, 64).includes(0)) {
    return { name: 'a Python pickle', hint: 'load it in Python, and write it as text' };
  }
  return undefined;
}
