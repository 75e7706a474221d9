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

const table = 'convert it, for instance with `datasets`: load it, then `to_json(FILE)`';
const picture = { name: 'an image', hint: 'give a text file' };
const program = { name: 'a program', hint: 'give a text file' };

/** The first bytes of kinds of files, in hexadecimal. */
const signatures: readonly (readonly [start: string, FileKind])[] = [
  ['504b0304', { name: 'a zip archive', hint: 'unzip it, or compress it with gzip instead' }],
  ['504b0506', { name: 'an empty zip archive', hint: 'download it again' }],
  ['1f8b08', { name: 'compressed with gzip', hint: 'it must be decompressed: `gzip -dc FILE > FILE.txt`' }],
  ['1f9d', { name: 'compressed with compress', hint: 'decompress it with `gzip -dc FILE > FILE.txt`' }],
  ['fd377a585a00', { name: 'compressed with xz', hint: 'decompress it with `xz -d`' }],
  [
    '5d00008000',
    { name: 'compressed with lzma', hint: 'decompress it with `xz -dc --format=lzma FILE > FILE.txt`' },
  ],
  ['28b52ffd', { name: 'compressed with zstd', hint: 'decompress it with `zstd -d`' }],
  ['425a68', { name: 'compressed with bzip2', hint: 'decompress it with `bzip2 -d`' }],
  ['04224d18', { name: 'compressed with LZ4', hint: 'decompress it with `lz4 -d`' }],
  ['ff060000734e6150', { name: 'compressed with Snappy', hint: 'decompress it' }],
  ['377abcaf271c', { name: 'a 7z archive', hint: 'extract it with `7z x`' }],
  ['526172211a07', { name: 'a RAR archive', hint: 'extract it with `unrar x`' }],
  ['25504446', { name: 'a PDF', hint: 'export its text' }],
  ['25215053', { name: 'PostScript', hint: 'export its text' }],
  ['7b5c727466', { name: 'a document in RTF', hint: 'save it as plain text in UTF-8' }],
  [
    'd0cf11e0a1b11ae1',
    { name: 'a document of old Microsoft Office', hint: 'save it as plain text or CSV in UTF-8' },
  ],
  ['89504e470d0a', picture],
  ['ffd8ff', picture],
  ['474946383961', picture],
  ['474946383761', picture],
  ['52494646', { name: 'an image, sound or video', hint: 'give a text file' }],
  ['7f454c46', program],
  ['4d5a9000', program],
  ['cafebabe', program],
  ['50415231', { name: 'a Parquet file', hint: table }],
  ['4152524f5731', { name: 'an Arrow file', hint: table }],
  ['ffffffff', { name: 'an Arrow stream', hint: table }],
  ['46454131', { name: 'a Feather file', hint: table }],
  ['4f626a01', { name: 'an Avro file', hint: 'convert it to JSON Lines' }],
  ['53514c69746520', { name: 'an SQLite database', hint: 'export the table as CSV' }],
  ['894844460d0a', { name: 'an HDF5 file', hint: 'export it as text' }],
  [
    '934e554d5059',
    { name: 'a NumPy array', hint: 'export it as text, with one word and its numbers on each line' },
  ],
];

/** What a zip archive is, by the names of the files in it. */
const archives: readonly (readonly [name: RegExp, FileKind])[] = [
  [/\bxl\/|opendocument\.spreadsheet/, { name: 'a spreadsheet', hint: 'save the sheet as CSV in UTF-8' }],
  [
    /\bword\/|opendocument\.text/,
    { name: 'a document of a word processor', hint: 'save it as plain text in UTF-8' },
  ],
  [/\bppt\/|opendocument\.presentation/, { name: 'a presentation', hint: 'save it as plain text in UTF-8' }],
];

/** Texts that servers and programs write in place of a file. */
const replacements: readonly (readonly [text: RegExp, FileKind])[] = [
  [/^version https:\/\/git-lfs\.github\.com\//, lfs],
  [
    /^(?:\.git|\.\.?)?\/?(?:\S*\/)?annex\/objects\/\S+\s*$/,
    { name: 'a pointer of git-annex, not the file itself', hint: 'fetch the file with `git annex get`' },
  ],
  [
    /^outs:\s*\n- +(?:md5|etag|hash): /,
    { name: 'a pointer of DVC, not the file itself', hint: 'fetch the file with `dvc pull`' },
  ],
  [
    /^(?:[45]0[0-9]: \w|(?:Entry|Repository) not found\s*$|Invalid username or password|\{\s*"(?:error|message)"\s*:\s*"[^"]*(?:not found|denied|unauthorized|credentials|forbidden|restricted|rate limit)|<\?xml [^>]*>\s*<Error>\s*<Code>)/i,
    {
      name: 'the error message of a server, not the file',
      hint: 'check the address, and download the file again',
    },
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
  const start = head.subarray(0, 500).toString('latin1');
  const replaced = replacements.find(([text]) => text.test(start));
  if (replaced) return replaced[1];
  const hex = head.subarray(0, 8).toString('hex');
  const found = signatures.find(
    ([signature]) => hex.startsWith(signature) && !isWord(signature, hex.slice(signature.length)),
  );
  if (found?.[0] === '504b0304') {
    const names = head.subarray(0, 1 << 16).toString('latin1');
    return archives.find(([name]) => name.test(names))?.[1] ?? found[1];
  }
  if (found) return found[1];
  if (start.slice(257, 262) === 'ustar')
    return { name: 'a tar archive', hint: 'extract it with `tar -xf FILE`' };
  if (/^.{8}\{"/s.test(start) && head.length >= 8 && head.readUInt32LE(4) === 0)
    return { name: 'a model in the format safetensors', hint: 'give a model to --model' };
  const wide = wideText(head);
  if (wide) return wide;
  if (/^80(?:02|03|04|05)/.test(hex) && head.subarray(2, 64).includes(0)) {
    return { name: 'a Python pickle', hint: 'load it in Python, and write it as text' };
  }
  return undefined;
}

/** True if a signature is also a word that a text may begin with, such as BZh, and white space follows. */
const isWord = (signature: string, after: string): boolean =>
  /^(?:[2-6].|7[0-9a-e])*$/.test(signature) && /^(?:09|0a|0d|20)/.test(after);

/**
 * Returns the kind of a file that should be text; undefined if it may be one. A file is binary if 8 of its bytes in a
 * row are zero, or if it is not UTF-8 and 1 of 20 bytes is a control character other than white space.
 */
export function textKind(head: Buffer, isText: boolean): FileKind | undefined {
  const kind = fileKind(head);
  if (kind) return kind;
  if (head.includes(zeros))
    return {
      name: 'no text: it holds zero bytes',
      hint: 'give a text file; a damaged one must be downloaded again',
    };
  if (isText) return undefined;
  const start = head.subarray(0, 4096);
  let controls = 0;
  for (const byte of start) if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) controls++;
  return controls * 20 > start.length ? { name: 'a binary file', hint: 'give a text file' } : undefined;
}

const zeros = Buffer.alloc(8);
