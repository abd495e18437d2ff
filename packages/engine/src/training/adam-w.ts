import * as tf from '@tensorflow/tfjs-core';

export interface AdamWOptions {
  /** How fast the mean of past gradients forgets. Default 0.9. */
  readonly beta1?: number;
  /** How fast the mean of their squares forgets. Default 0.999. */
  readonly beta2?: number;
  /** Keeps the step finite where gradients are zero. Default 1e-8. */
  readonly epsilon?: number;
  /** Which variables decay, by name. Default: all; biases and norms are often left out. */
  readonly decays?: (variable: string) => boolean;
}

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019): before each step of Adam, weights shrink by
 * `learningRate * weightDecay` of themselves. tfjs has none of its own. For plain tfjs and compiled steps.
 *
 * @param learningRate default 0.001.
 * @param weightDecay default 0.01.
 * @example
 * const optimizer = adamW(0.001, 0.05, { decays: (name) => name.includes('kernel') });
 */
export function adamW(learningRate = 0.001, weightDecay = 0.01, options: AdamWOptions = {}): tf.Optimizer {
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, decays = () => true } = options;
  return new AdamW(learningRate, weightDecay, beta1, beta2, epsilon, decays);
}

class AdamW extends tf.AdamOptimizer {
  static override readonly className = 'AdamW';
  readonly #weightDecay: number;
  readonly #decays: (variable: string) => boolean;

  constructor(
    learningRate: number,
    weightDecay: number,
    beta1: number,
    beta2: number,
    epsilon: number,
    decays: (variable: string) => boolean,
  ) {
    super(learningRate, beta1, beta2, epsilon);
    this.#weightDecay = weightDecay;
    this.#decays = decays;
  }

  override applyGradients(gradients: Parameters<tf.AdamOptimizer['applyGradients']>[0]): void {
    const given = Array.isArray(gradients)
      ? gradients.map(({ name, tensor }) => [name, tensor] as const)
      : Object.entries(gradients);
    const left = 1 - this.learningRate * this.#weightDecay;
    const variables = tf.engine().registeredVariables;
    for (const [name, gradient] of given) {
      const variable = variables[name];
      if (gradient && variable && this.#decays(name)) tf.tidy(() => variable.assign(tf.mul(variable, left)));
    }
    super.applyGradients(gradients);
  }
}
