/** @file Points of the plane in two classes: the training data of both classifiers. */

export interface Points {
  /** Title of the set. */
  readonly title: string;
  readonly axes: readonly [string, string];
  readonly x: Float64Array; // (n, 2)
  /** 1 for points of the positive class, 0 for the others. */
  readonly isTrue: Uint8Array; // (n)
  /** The names of the other class and the positive class. */
  readonly names: readonly [string, string];
  /** The word at each point, if the points are words. */
  readonly words?: readonly string[]; // (n)
}

/** A rectangle of the plane. */
export interface Frame {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
}

/**
 * Returns the rectangle around all points with a margin of `share` of each side; a side
 * of length 0 gets a margin of 1.
 */
export function frameOf({ x }: Pick<Points, 'x'>, share: number): Frame {
  const span = (axis: 0 | 1): [number, number] => {
    let [min, max] = [x[axis], x[axis]];
    for (let k = axis; k < x.length; k += 2) [min, max] = [Math.min(min, x[k]), Math.max(max, x[k])];
    const margin = max > min ? (max - min) * share : 1;
    return [min - margin, max + margin];
  };
  const [horizontal, vertical] = [span(0), span(1)];
  return { from: [horizontal[0], vertical[0]], to: [horizontal[1], vertical[1]] };
}
