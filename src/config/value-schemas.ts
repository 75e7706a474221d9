/** @file Schemas for the types of values that settings have. */
import * as z from 'zod';

/** A whole number, both ends included. */
export const whole = (least: number, most: number) => z.int().min(least).max(most);
/** A number from 0 to 1. */
export const share = () => z.number().min(0).max(1);

/** A number in [0, 1). */
export const shareBelowOne = () => z.number().min(0).lt(1);

/** A nonempty string. */
export const text = () => z.string().min(1);

/** A nonempty list of strings; a single string is allowed instead. */
export const texts = () =>
  z
    .union([text(), z.array(text()).min(1)])
    .transform((value) => (typeof value === 'string' ? [value] : value));
