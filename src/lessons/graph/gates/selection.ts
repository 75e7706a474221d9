/** @file Element-wise gates that choose one of two inputs. At a tie the first is chosen, by declaration. */
import { binary } from '../elementwise.js';

/** z = max(x, y). ∂z/∂x = 1 and ∂z/∂y = 0 where x ≥ y, otherwise the reverse: max routes. */
export const max = binary({
  name: 'max',
  rule: 'max routes the upstream gradient to the larger input (to the first at a tie)',
  value: (x, y) => (x >= y ? x : y),
  local: [(x, y) => (x >= y ? 1 : 0), (x, y) => (x >= y ? 0 : 1)],
  side: (x, y) => Math.sign(x - y),
});

/** z = min(x, y). ∂z/∂x = 1 and ∂z/∂y = 0 where x ≤ y, otherwise the reverse. */
export const min = binary({
  name: 'min',
  rule: 'min routes the upstream gradient to the smaller input (to the first at a tie)',
  value: (x, y) => (x <= y ? x : y),
  local: [(x, y) => (x <= y ? 1 : 0), (x, y) => (x <= y ? 0 : 1)],
  side: (x, y) => Math.sign(x - y),
});
