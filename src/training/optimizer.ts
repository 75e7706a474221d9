/**
 * @file The optimizers. The kernel does plain SGD in one pass; the others process dθ here. In all of them S
 * has its own rate, α_S = α · `sparseRate`, because a rare feature is also updated rarely.
 *
 * - L2: dW += λ W, and dS += λ S on the rows that the batch touched; none on b and u.
 * - momentum μ: v ← μ v + dθ, θ ← θ − α v (Polyak 1964; Sutskever et al. 2013, with α outside of v).
 * - AdaGrad: g ← g + dθ², θ ← θ − α dθ / (√g + 10⁻⁸) (Duchi, Hazan & Singer 2011).
 *
 * For S, all of this applies only to rows that the batch touched; v and g of the other rows don't change.
 * Every operation is rounded to float32, so that the bytes are the same everywhere.
 */
import type { Kernel } from '../kernels/kernel.js';
import { type Parameters, type Real, zeroParameters } from '../network/parameters.js';
import type { GradientNorms } from './metrics.js';
import type { TrainingSettings } from './settings.js';

const f = Math.fround;
const epsilon = f(1e-8);

/** ‖·‖₂, summed in float64 in order. */
function norm(values: Real): number {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k] * values[k];
  return Math.sqrt(sum);
}

export class Optimizer {
  /** v of momentum, or g of AdaGrad; undefined for plain SGD. */
  readonly state: Parameters | undefined;
  readonly #isPlain: boolean;

  constructor(
    readonly kernel: Kernel,
    readonly settings: TrainingSettings['training'],
  ) {
    const { momentum, optimizer, l2 } = settings;
    this.state = momentum > 0 || optimizer === 'adagrad' ? zeroParameters(kernel.layout) : undefined;
    this.#isPlain = !this.state && l2 === 0;
  }

  /** One step with rate `alpha` from the dz of `active` windows that the kernel holds. */
  step(active: number, alpha: number): void {
    if (this.#isPlain) {
      this.kernel.step(active, alpha, this.#sparse(alpha));
      return;
    }
    this.kernel.accumulate(active);
    this.#descend(alpha);
  }

  /**
   * Like {@link step}, but also returns the norms of dθ. It reads the whole gradient, so use it only for an
   * occasional batch.
   */
  measuredStep(active: number, alpha: number): GradientNorms {
    this.kernel.accumulate(active);
    const { W, b, u, S, touched } = this.kernel.gradients;
    const touchedS = S.subarray(0, touched * this.kernel.layout.stride);
    const norms = { W: norm(W), b: norm(b), u: norm(u), S: norm(touchedS) };
    this.#descend(alpha);
    return norms;
  }

  #descend(alpha: number): void {
    const { parameters: theta, gradients, layout } = this.kernel;
    const { stride } = layout;
    const sparseAlpha = this.#sparse(alpha);
    if (this.#isPlain) {
      this.kernel.descend(alpha, sparseAlpha);
      return;
    }
    this.#update(theta.W, gradients.W, this.state?.W, alpha, this.settings.l2);
    this.#update(theta.b, gradients.b, this.state?.b, alpha, 0);
    this.#update(theta.u, gradients.u, this.state?.u, alpha, 0);
    for (let k = 0; k < gradients.touched; k++) {
      const [from, to] = [gradients.rows[k] * stride, (gradients.rows[k] + 1) * stride];
      const dS = gradients.S.subarray(k * stride, (k + 1) * stride);
      this.#update(
        theta.S.subarray(from, to),
        dS,
        this.state?.S.subarray(from, to),
        sparseAlpha,
        this.settings.l2,
      );
    }
    this.kernel.clear();
  }

  /** Returns α_S. */
  #sparse(alpha: number): number {
    return alpha * this.settings.sparseRate;
  }

  #update(theta: Real, dtheta: Real, state: Real | undefined, alpha: number, l2: number): void {
    const [rate, lambda, mu] = [f(alpha), f(l2), f(this.settings.momentum)];
    const isAdagrad = this.settings.optimizer === 'adagrad';
    for (let k = 0; k < theta.length; k++) {
      let gradient = dtheta[k];
      if (lambda !== 0) gradient = f(gradient + f(lambda * theta[k]));
      if (state && isAdagrad) {
        state[k] += f(gradient * gradient);
        gradient = f(gradient / f(f(Math.sqrt(state[k])) + epsilon));
      } else if (state) {
        state[k] = f(mu * state[k]) + gradient;
        gradient = state[k];
      }
      theta[k] -= f(rate * gradient);
    }
  }
}
