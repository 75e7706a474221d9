/** @file The value on an edge: a scalar, a vector or a matrix of float64, row-major. */
import { NerwinError } from '../../error.js';

/** `[]` a scalar, `[n]` a vector of n, `[H, D]` a matrix of H rows and D columns. */
export type Shape = readonly number[];

/** A value with its shape. */
export interface Tensor {
  readonly shape: Shape;
  readonly data: Float64Array; // (size of shape) row-major
}

const scalarShape: Shape = []; // one object shared by all scalars: a graph can contain millions

/** The scalar `value`, shape (). */
export function scalar(value: number): Tensor {
  return tensor(scalarShape, [value]);
}

/** The vector of `values`, shape (n), n ≥ 1. */
export function vector(values: ArrayLike<number>): Tensor {
  return tensor([values.length], values);
}

/** The matrix of `rows` × `columns` with `values` in row-major order, shape (rows, columns). */
export function matrix(rows: number, columns: number, values: ArrayLike<number>): Tensor {
  return tensor([rows, columns], values);
}

/**
 * Returns a copy of `values` as `shape`. Throws 'usage' if their number does not fit
 * the shape or one is not finite.
 */
export function tensor(shape: Shape, values: ArrayLike<number>): Tensor {
  const data = Float64Array.from(values);
  if (data.length === 0 || data.length !== sizeOf(shape)) {
    throw new NerwinError('usage', `${data.length} values do not fill the shape ${shapeText(shape)}`);
  }
  const bad = data.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0)
    throw new NerwinError('usage', `value ${bad} is ${data[bad]}`, 'values must be finite numbers');
  return { shape, data };
}

/** Returns the number of values in `shape`; 1 for a scalar. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** True if two shapes are equal. */
export function sameShape(one: Shape, other: Shape): boolean {
  return one.length === other.length && one.every((length, axis) => length === other[axis]);
}

/** `scalar`, `(3)` or `(2, 3)`. */
export function shapeText(shape: Shape): string {
  return shape.length === 0 ? 'scalar' : `(${shape.join(', ')})`;
}
