/** @file Who does which part: the member's number, the size of the team, and equal shares. */
import { plan } from './plan';

export let member: i32 = 0;
export let team: i32 = 1;

/** First of this member's share of n things that are dealt in whole units; `turn` rotates who gets the larger shares. */
@inline
export function shareStart(n: i32, unit: i32, turn: i32): i32 {
  return bound(n, unit, (member + turn) % team);
}

/** One past the last of this member's share. */
@inline
export function shareEnd(n: i32, unit: i32, turn: i32): i32 {
  return bound(n, unit, (member + turn) % team + 1);
}

@inline
function bound(n: i32, unit: i32, part: i32): i32 {
  const units = (n + unit - 1) / unit;
  return min(n, ((units * part) / team) * unit);
}

/** Memory that no other member touches. */
@inline
export function ownScratch(): usize {
  return plan.scratch + <usize>member * plan.scratchBytes;
}
