/**
 * @file The whole method on one page: one pair of windows at a time, in float64. `README.md` derives each line;
 * `kernels/loops.ts` does the same for batches. Source: Collobert et al. 2011, §3 and §4.2.
 * A window is a word with its neighbors; x is their vectors, one after another. D = length of x, H = hidden units.
 */

export type Vector = readonly number[];

/** θ = (W, b, u). Its gradient ∂J/∂θ has the same shapes, and so the same type. */
export interface Theta {
  readonly W: readonly Vector[]; // (H, D) input weights, a row for each hidden unit
  readonly b: Vector; // (H) bias
  readonly u: Vector; // (H) output weights
}

/** h = f(z), with the derivative f′(z) written as a function of h. */
export interface Activation {
  readonly value: (z: number) => number;
  readonly derivative: (h: number) => number;
}

export const tanh: Activation = { value: Math.tanh, derivative: (h) => 1 - h * h };

/** aᵀv = Σ_i a_i v_i. */
const dot = (a: Vector, v: Vector): number => a.reduce((sum, a_i, i) => sum + a_i * v[i], 0);

/** k p + m q, entry by entry. */
export const combine = (k: number, p: Theta, m: number, q: Theta): Theta => ({
  W: p.W.map((row, i) => row.map((w, j) => k * w + m * q.W[i][j])),
  b: p.b.map((b_i, i) => k * b_i + m * q.b[i]),
  u: p.u.map((u_i, i) => k * u_i + m * q.u[i]),
});

/** h = f(Wx + b).   W (H, D), x (D), b (H) → h (H). */
const hidden = ({ W, b }: Theta, x: Vector, f: Activation): Vector =>
  W.map((w, i) => f.value(dot(w, x) + b[i])); // (H)  h = f(z),  z = Wx + b

/** s = uᵀ f(Wx + b), the score of window x: high if its middle word is in a location. */
export const score = (theta: Theta, x: Vector, f = tanh) => dot(theta.u, hidden(theta, x, f)); // s = uᵀh

/** ∂s/∂θ by the chain rule: s back to h and u, h to z, z = Wx + b to W and b. ∘ is entry by entry. */
export function differentiate(theta: Theta, x: Vector, f = tanh): Theta {
  const h = hidden(theta, x, f); // (H)  ∂s/∂u = h
  const delta = h.map((h_i, i) => theta.u[i] * f.derivative(h_i)); // (H)  ∂s/∂b = ∂s/∂z = δ = u ∘ f′(z)
  const W = delta.map((delta_i) => x.map((x_j) => delta_i * x_j)); // (H, D)  ∂s/∂W = δ xᵀ
  return { W, b: delta, u: h };
}

/** J of a true window x (middle word in a location) and a corrupt window x_c (middle word not), and ∂J/∂θ. */
export function pair(theta: Theta, x: Vector, x_c: Vector, margin = 1, f = tanh) {
  const J = Math.max(0, margin - score(theta, x, f) + score(theta, x_c, f)); // J = max(0, margin − s + s_c)
  const inside = J > 0 ? 1 : 0; // 1 if the pair is inside the margin; ∂J/∂s_c = inside, ∂J/∂s = −inside
  // ∂J/∂θ = ∂J/∂s_c · ∂s_c/∂θ + ∂J/∂s · ∂s/∂θ
  return { J, gradient: combine(inside, differentiate(theta, x_c, f), -inside, differentiate(theta, x, f)) };
}

/** One step of gradient descent: θ − α ∂J/∂θ. */
export const descend = (theta: Theta, gradient: Theta, alpha: number) => combine(1, theta, -alpha, gradient);
