"""The best entity F1 over all thresholds, with NumPy."""

import numpy as np


def gold_of(labels):
    """Returns the first tokens of the gold locations, and the positions after their ends."""
    starts = np.flatnonzero(labels == 1)
    inside = np.append(labels == 2, False)
    ends = starts + 1
    while inside[ends].any():
        ends = ends + inside[ends]
    return starts, ends


def best_single(scores, labels):
    """A location is a longest run of tokens with s > t. A gold one of tokens a … b − 1 is found exactly when
    max(s of both neighbors) <= t < min(s of its tokens); a run starts at i when s of i − 1 <= t < s of i."""
    firsts, ends = gold_of(labels)
    lows = np.maximum(scores[firsts - 1], scores[ends])
    highs = np.minimum.reduceat(scores, np.stack([firsts, ends], 1).ravel())[::2]
    found = lows < highs
    starts = np.flatnonzero(scores[1:] > scores[:-1]) + 1
    thresholds = np.unique(scores)

    def count(low, high):
        low, high = np.sort(low), np.sort(high)
        return np.searchsorted(low, thresholds, "right") - np.searchsorted(high, thresholds, "right")

    right = count(lows[found], highs[found])
    predicted = count(scores[starts - 1], scores[starts])
    return float((2 * right / (predicted + len(firsts))).max())


def best_two(scores, labels):
    """A location is a longest run of tokens over the lower threshold, of which one is over the upper. Lower ones from a grid
    of 61; for each the best upper one."""
    firsts, ends = gold_of(labels)
    end_of = np.zeros(len(labels), dtype=np.int64)
    end_of[firsts] = ends
    tokens = int((ends - firsts).sum())
    ranked = -np.sort(-scores)
    best = best_single(scores, labels)
    for share in np.linspace(0.6, 3, 61):
        rank = max(1, min(len(ranked) - 1, round(tokens * share)))
        above = scores > (ranked[rank - 1] + ranked[rank]) / 2
        edges = np.flatnonzero(above[1:] != above[:-1]) + 1  # starts and ends of runs in turn
        top = np.maximum.reduceat(scores, edges)[::2]
        order = np.argsort(-top)
        top = top[order]
        hits = np.cumsum((end_of[edges[::2]] == edges[1::2])[order])
        f1 = 2 * hits / (np.arange(1, len(top) + 1) + len(firsts))
        best = max(best, float(f1[np.append(top[1:] != top[:-1], True)].max()))
    return best
