/**
 * @file 32-bit hashes of tokens and of names (sequences of tokens). The hash of a name is built token by token, so a text is
 * matched without making strings.
 */

/** FNV-1a over the UTF-16 code units of a token in normal form, with a final multiplication; the same on every machine. */
export function hashOfToken(token: string): number {
  let hash = 0x811c9dc5;
  for (let k = 0; k < token.length; k++) hash = Math.imul(hash ^ token.charCodeAt(k), 0x01000193);
  return Math.imul(hash ^ (hash >>> 15), 0x735a2d97);
}

/** Returns the hash of a name with one more token. The hash of a name of one token is the token's. */
export function extended(name: number, token: number): number {
  const hash = Math.imul(name, 0x2c1b3c6d) + token;
  return Math.imul(hash ^ (hash >>> 13), 0x297a2d39);
}
