/** @file Gates of arithmetic, element by element. */
import { binary, unary } from '../elementwise.js';

/** z = x + y. ∂z/∂x = 1, ∂z/∂y = 1: + distributes the upstream gradient. */
export const add = binary({
  name: 'add',
  symbol: '+',
  rule: '+ distributes the upstream gradient to both inputs',
  write: ([x, y]) => `${x} + ${y}`,
  value: (x, y) => x + y,
  local: [() => 1, () => 1],
});

/** z = x − y. ∂z/∂x = 1, ∂z/∂y = −1. */
export const subtract = binary({
  name: 'subtract',
  symbol: '−',
  rule: '− passes the upstream gradient to the first input and its negative to the second',
  write: ([x, y]) => `${x} − ${y}`,
  value: (x, y) => x - y,
  local: [() => 1, () => -1],
});

/** z = x y. ∂z/∂x = y, ∂z/∂y = x: × switches the inputs. */
export const multiply = binary({
  name: 'multiply',
  symbol: '×',
  rule: '× switches: each input gets the upstream gradient times the other input',
  write: ([x, y]) => `${x} × ${y}`,
  value: (x, y) => x * y,
  local: [(_x, y) => y, (x) => x],
});

/** z = x / y. ∂z/∂x = 1/y, ∂z/∂y = −z/y (= −x/y²). */
export const divide = binary({
  name: 'divide',
  symbol: '÷',
  rule: '÷: 1/y for the numerator, −z/y for the denominator',
  write: ([x, y]) => `${x} / ${y}`,
  value: (x, y) => x / y,
  local: [(_x, y) => 1 / y, (_x, y, z) => -z / y],
  fault: (_x, y) => (y === 0 ? 'division by zero' : undefined),
  side: (_x, y) => Math.sign(y), // of the pole
});

/**
 * z = x^y. ∂z/∂x = y x^(y−1), ∂z/∂y = z ln x. By declaration ∂z/∂x = 0 if y = 0 (z is constant in
 * x), and ∂z/∂y = 0 if z = 0 (the limit at x = 0). For x < 0, z exists only for integer
 * exponents, and ∂z/∂y does not exist.
 */
export const power = binary({
  name: 'power',
  symbol: '^',
  rule: '^: y x^(y−1) for the base, z ln x for the exponent',
  write: ([x, y]) => `${x} ^ ${y}`,
  value: (x, y) => x ** y,
  local: [(x, y) => (y === 0 ? 0 : y * x ** (y - 1)), (x, _y, z) => (z === 0 ? 0 : z * Math.log(x))],
  fault: (x, y) => {
    if (x === 0) return 'zero to a negative power';
    return x < 0 && !Number.isInteger(y) ? 'a fractional power of a negative number' : undefined;
  },
  side: (x, y) => (x < 0 && y < 0 ? -1 : 0), // of the pole of a negative power
});

/** z = −x. ∂z/∂x = −1. */
export const negate = unary({
  name: 'negate',
  symbol: '−',
  rule: '− passes the negative of the upstream gradient',
  write: ([x]) => `−${x}`,
  value: (x) => -x,
  local: () => -1,
});
