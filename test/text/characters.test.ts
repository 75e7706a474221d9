import { expect, test } from 'vitest';
import { characterClass, DIGIT, LETTER, SPACE, SYMBOL } from '../../src/text/characters.js';

test('the predefined ASCII classes equal those of Unicode', () => {
  for (let unit = 0; unit < 0x80; unit++) {
    const character = String.fromCharCode(unit);
    const known = /[\s\p{Cc}]/u.test(character)
      ? SPACE
      : /\p{Nd}/u.test(character)
        ? DIGIT
        : /[\p{L}\p{N}]/u.test(character)
          ? LETTER
          : SYMBOL;
    expect([unit, characterClass(character, 0)]).toEqual([unit, known]);
    expect(/[\p{M}\p{Emoji_Modifier}\p{Extended_Pictographic}\p{Regional_Indicator}]/u.test(character)).toBe(
      false,
    );
  }
});
