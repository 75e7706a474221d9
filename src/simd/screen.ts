/**
 * @file Screening: an upper bound of s in integer arithmetic, eight numbers at a time, from a quarter of the
 * memory.
 *
 * For most windows, tagging only needs to know if s is above a threshold, and for most of these it clearly
 * isn't. Let P_0 include b, let P̃ = q / 32, where q is the integer nearest to 32 P with |q| ≤ 127, let
 * z̃ = Σ_p P̃_p, and let f̃(z) = offset + Σ_k slope_k clamp(z, low_k, high_k) with |f̃ − f| ≤ error everywhere.
 * No f here is steeper than 1, so
 *
 *     s ≤ Σ_i u_i f̃(z̃_i) + Σ_i |u_i| error + Σ_p Σ_i |u_i| |P_pi − P̃_pi|
 *
 * The last sum is computed when a row is placed; it also covers numbers beyond ±127/32. If the bound is not
 * above the threshold, s isn't either; otherwise s itself is computed. So no decision changes. (The idea
 * is that of the filters in exact geometric computation: Fortune & Van Wyk 1996, *Static analysis yields
 * efficient exact integer arithmetic for computational geometry*.)
 */
import { maximum } from '../extremes.js';
import { type Activation, definitionOf } from '../network/activation.js';
import type { NetworkShape } from '../network/network-shape.js';
import type { Parameters } from '../network/parameters.js';
import type { MemoryMap } from './memory-map.js';

/** Steps per unit of z, and the maximum number of steps of a rounded part. */
const steps = 32;
const maxSteps = 127;
/** Bytes of a rounded part before its units. */
export const roundedHeader = 8;
/** Memory of P together with its rounded copy (without headers), relative to P alone. */
export const screeningMemoryFactor = 1.25;
/** Maximum number of pieces of f̃. */
export const maxPieces = 2;
/** With more slots than this, a sum of rounded parts might not fit 16 bits. */
const maxSlots = Math.floor(32_767 / maxSteps);

/** More steps than any sum of rounded parts. */
const unbounded = maxSlots * maxSteps;

/** A knot of f̃ in steps, for the integer code. */
const inSteps = (z: number): number => Math.max(-unbounded, Math.min(unbounded, steps * z));

/** True if a table for windows of this shape can screen. */
export const canScreen = ({ slots }: NetworkShape): boolean => slots.length <= maxSlots;

/**
 * Writes the pieces of f̃ and the rounded u to a table's memory, and by how much s may exceed the value
 * computed from them (`slack`).
 */
export function writeScreen(
  plan: MemoryMap,
  { H, stride, slots }: NetworkShape,
  activation: Activation,
  parameters: Parameters,
): void {
  const { offset, error, ...approximation } = definitionOf(activation).approximation;
  const pieces = approximation.pieces.map(({ slope, low, high }) => ({
    slope,
    low: inSteps(low),
    high: inSteps(high),
  }));
  const farthest = slots.length * maxSteps; // of z̃, in steps
  const reach = pieces.map(({ low, high }) => Math.min(farthest, Math.max(-low, high)));
  const u = Array.from(parameters.u.subarray(0, H));
  const sum = u.reduce((t, weight) => t + Math.abs(weight), 0);
  const most = u.reduce((best, weight) => Math.max(best, Math.abs(weight)), 0);
  const steepest = maximum(pieces.map((piece) => piece.slope));
  const total = pieces.reduce((t, { slope }, k) => t + (slope * sum + H) * reach[k], 0);
  // Rounded weights fit 16 bits, and the sum of all products 31.
  const unit = 2 ** Math.floor(Math.log2(Math.min(32_767 / (steepest * most), 2 ** 30 / total)));
  const clamps = plan.shortsOf('clamps', 16 * maxPieces);
  const rough = plan.shortsOf('quantizedU', maxPieces * stride);
  let lost = 0; // by rounding u
  pieces.forEach(({ slope, low, high }, k) => {
    clamps.fill(low, 16 * k, 16 * k + 8);
    clamps.fill(high, 16 * k + 8, 16 * k + 16);
    u.forEach((exact, i) => {
      const weight = Math.round(slope * exact * unit);
      rough[k * stride + i] = weight;
      lost += (Math.abs(slope * exact - weight / unit) * reach[k]) / steps;
    });
  });
  const largest = pieces.reduce((h, { slope }, k) => h + (slope * reach[k]) / steps, offset); // |f̃|
  const rounding = (H + slots.length + 64) * 2 ** -24 * sum * (largest + farthest / steps); // of s, of z and of the bound, in float32
  plan.set('pieces', pieces.length);
  plan.set('stepScore', 1 / (unit * steps));
  plan.set('slack', offset * u.reduce((t, weight) => t + weight, 0) + sum * error + lost + rounding);
}
