/** @file Schemas for the types of values that settings have. */
import * as z from 'zod';

/** A whole number, both ends included. */
export const whole = (min: number, max: number) => z.int().min(min).max(max);
/** A number from 0 to 1. */
export const share = () => z.number().min(0).max(1);

/** A number in [0, 1). */
export const shareBelowOne = () => z.number().min(0).lt(1);

/** A nonempty string. */
export const text = () => z.string().min(1);

/** One of the names in `meanings`. */
export const oneOf = <Name extends string>(meanings: Readonly<Record<Name, string>>) =>
  z.enum(Object.keys(meanings) as Name[]);

/** What each of the names means, for the description of a setting. */
export const explained = (meanings: Readonly<Record<string, string>>, separator = ', '): string =>
  Object.entries(meanings)
    .map(([name, meaning]) => `${name} = ${meaning}`)
    .join(separator);

/** A nonempty list of strings; a single string is allowed instead. */
export const texts = () =>
  z
    .union([text(), z.array(text()).min(1)])
    .transform((value) => (typeof value === 'string' ? [value] : value));
