/**
 * @file The two directions in which d-dimensional points vary most, for plotting them in the plane.
 *
 * Principal components: the eigenvectors of the covariance matrix with the largest eigenvalues, by Jacobi
 * rotations (Golub & Van Loan, "Matrix Computations", §8.5). Each rotation makes one off-diagonal entry zero;
 * sweeps repeat until only rounding error is left there. Float64, fixed order, nothing random. The sign of an
 * eigenvector is arbitrary, so the largest component of an axis is made positive.
 */

export interface Projection {
  readonly x: Float64Array; // (n, 2)
  /** The fraction of the variance along each axis. */
  readonly shares: readonly [number, number];
}

const maxSweeps = 50;

/** Projects the rows of `X` (n, d), d ≥ 2, onto their two principal axes. */
export function projectToPlane(X: Float32Array, d: number): Projection {
  const n = X.length / d;
  const mean = new Float64Array(d);
  for (let k = 0; k < X.length; k++) mean[k % d] += X[k] / n;
  const { values, vectors } = eigen(covariance(X, mean, d), d);
  const total = values.reduce((sum, value) => sum + value, 0);
  const order = [...values.keys()].sort((a, b) => values[b] - values[a] || a - b);
  const axes = order
    .slice(0, 2)
    .map((column) => signed(Float64Array.from({ length: d }, (_, j) => vectors[j * d + column])));
  const x = new Float64Array(2 * n);
  for (let row = 0; row < n; row++) {
    axes.forEach((axis, k) => {
      for (let j = 0; j < d; j++) x[2 * row + k] += axis[j] * (X[row * d + j] - mean[j]);
    });
  }
  const share = (k: number): number => (total === 0 ? 0 : values[order[k]] / total);
  return { x, shares: [share(0), share(1)] };
}

/** Σ (x − mean)(x − mean)ᵀ / n, (d, d). */
function covariance(X: Float32Array, mean: Float64Array, d: number): Float64Array {
  const n = X.length / d;
  const C = new Float64Array(d * d);
  const centerd = new Float64Array(d);
  for (let row = 0; row < n; row++) {
    for (let j = 0; j < d; j++) centerd[j] = X[row * d + j] - mean[j];
    for (let i = 0; i < d; i++) for (let j = 0; j <= i; j++) C[i * d + j] += (centerd[i] * centerd[j]) / n;
  }
  for (let i = 0; i < d; i++) for (let j = 0; j < i; j++) C[j * d + i] = C[i * d + j];
  return C;
}

/** Eigenvalues and, as columns of `vectors` (d, d), eigenvectors of the symmetric matrix A (d, d), which is overwritten. */
function eigen(A: Float64Array, d: number): { values: Float64Array; vectors: Float64Array } {
  const V = new Float64Array(d * d);
  for (let i = 0; i < d; i++) V[i * d + i] = 1;
  for (let sweep = 0; sweep < maxSweeps && isUnfinished(A, d); sweep++) {
    for (let p = 0; p < d - 1; p++) for (let q = p + 1; q < d; q++) rotate(A, V, d, p, q);
  }
  return { values: Float64Array.from({ length: d }, (_, i) => A[i * d + i]), vectors: V };
}

/** True if the off-diagonal entries are larger than rounding error. */
function isUnfinished(A: Float64Array, d: number): boolean {
  let [off, on] = [0, 0];
  for (let i = 0; i < d; i++) {
    on += A[i * d + i] * A[i * d + i];
    for (let j = 0; j < i; j++) off += A[i * d + j] * A[i * d + j];
  }
  return off > 1e-30 * on;
}

/** Rotates in the plane of p and q so that A_pq becomes zero: A ← JᵀAJ, V ← VJ. */
function rotate(A: Float64Array, V: Float64Array, d: number, p: number, q: number): void {
  const apq = A[p * d + q];
  if (apq === 0) return;
  const tau = (A[q * d + q] - A[p * d + p]) / (2 * apq);
  const t = (tau < 0 ? -1 : 1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
  const c = 1 / Math.sqrt(1 + t * t);
  const s = t * c;
  const mix = (M: Float64Array, at: number, other: number): void => {
    const [a, b] = [M[at], M[other]];
    M[at] = c * a - s * b;
    M[other] = s * a + c * b;
  };
  for (let k = 0; k < d; k++) mix(A, k * d + p, k * d + q);
  for (let k = 0; k < d; k++) mix(A, p * d + k, q * d + k);
  for (let k = 0; k < d; k++) mix(V, k * d + p, k * d + q);
}

function signed(axis: Float64Array): Float64Array {
  let largest = 0;
  for (const value of axis) if (Math.abs(value) > Math.abs(largest)) largest = value;
  return largest < 0 ? axis.map((value) => -value) : axis;
}
