/** @file Parsers of options that hold several values. */
import { InvalidArgumentError } from 'commander';

/** Collects the values of an option that can be repeated. */
export const collect = (value: string, earlier: readonly string[] = []): string[] => [...earlier, value];

/** Reads names separated by commas; `names` says what they name, for the error. */
export const commaSeparated =
  (names: string) =>
  (text: string): string[] => {
    const parts = text.split(',').map((part) => part.trim());
    if (parts.includes('')) throw new InvalidArgumentError(`expected ${names}, separated by commas`);
    return parts;
  };
