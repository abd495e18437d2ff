import * as tf from '@tensorflow/tfjs-core';
import { EngineError } from '../errors.ts';
import type { TensorData } from '../graph/graph.ts';
import { type Distribution, isDistribution } from '../random/distributions.ts';
import { withMathRandom } from '../random/math-random.ts';

/** A tensor that tfjs drew while it was traced: from what, and the number that it seeded the draw with. */
export interface RandomDraw {
  readonly distribution: Distribution;
  readonly seed: number;
  readonly values: TensorData;
}

/** A caller that asked for the seed of a draw, and the seed that it got. */
interface Seeding {
  readonly scope: object;
  readonly distribution: Distribution;
  readonly seed: number;
}

/**
 * tfjs draws random numbers in JavaScript, so that a backend only sees a tensor with values. But each
 * drawing function asks `Math.random` for a seed, once, and does all it does in a scope of its name. So
 * a tensor that is made in the scope that asked is that draw. A seed that the user gave asks for nothing:
 * that tensor is the same at every call in tfjs too, and stays a constant.
 */
export class RandomWatch {
  #last: Seeding | undefined;
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** Runs the traced function. @throws {EngineError} `TRACE_FAILED` where it takes a random number itself. */
  during<T>(fn: () => T): T {
    return withMathRandom(() => this.#seed(), fn);
  }

  /** The draw whose values are being made into a tensor, if they are one. */
  drawn(values: TensorData): RandomDraw | undefined {
    const last = this.#last;
    if (!last || last.scope !== activeScope()) return undefined;
    this.#last = undefined;
    return { distribution: last.distribution, seed: last.seed, values };
  }

  #seed(): number {
    const scope = activeScope();
    const maker = scope?.name.replace(/__op$/, '') ?? '';
    if (!scope || !isDistribution(maker)) {
      const where = scope?.name.endsWith('__op') ? ` in tf.${maker}` : '';
      throw new EngineError(
        'TRACE_FAILED',
        `the traced function calls Math.random${where}, and that number would be the same in every step. ` +
          'Draw by tf.randomUniform, tf.randomNormal, tf.truncatedNormal or tf.dropout: those vary.',
      );
    }
    const seed = this.#random();
    this.#last = { scope, distribution: maker, seed };
    return seed;
  }
}

function activeScope(): { readonly name: string } | undefined {
  return tf.engine().state.activeScope;
}
