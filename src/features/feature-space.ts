/** @file Names of sparse features and their ids. */

/** Maps feature names to ids 0, 1, …; unknown names have no id. */
export class FeatureSpace {
  readonly #ids: ReadonlyMap<string, number>;

  /** Names in the order of their ids. */
  constructor(readonly names: readonly string[]) {
    this.#ids = new Map(names.map((name, id) => [name, id]));
  }

  /** Returns the ids of the known names, in ascending order and without duplicates. */
  idsOf(names: Iterable<string>): number[] {
    const ids: number[] = [];
    for (const name of names) {
      const id = this.#ids.get(name);
      if (id !== undefined && !ids.includes(id)) ids.push(id);
    }
    return ids.length < 2 ? ids : ids.sort((a, b) => a - b);
  }
}

/** Counts names; those seen often enough become a space, in order of first appearance. */
export class FeatureCounter {
  readonly #counts = new Map<string, number>();

  add(name: string, times = 1): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + times);
  }

  space(minimumCount: number): FeatureSpace {
    return new FeatureSpace(
      [...this.#counts].filter(([, count]) => count >= minimumCount).map(([name]) => name),
    );
  }
}
