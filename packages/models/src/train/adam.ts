import { tf } from '../tfjs.ts';

const BETA1 = 0.9;
const BETA2 = 0.999;

export interface Update {
  readonly variable: tf.Variable;
  readonly gradient: tf.Tensor;
  readonly rate: tf.Tensor;
}

/** Adam whose rate is given with each update, and whose state can be written down. */
export interface Adam {
  /** First moments, second moments, the powers of both betas: all that it knows, always in this order. */
  readonly state: readonly tf.Variable[];
  /** Changes some of the variables. */
  update(updates: readonly Update[]): void;
  dispose(): void;
}

/**
 * Adam (Kingma and Ba, 2015), in the same operations as `tf.train.adam`. That one takes its rate as a number
 * of JavaScript, which a traced step would keep for ever, and makes its moments only when it first runs.
 */
export function createAdam(variables: readonly tf.Variable[]): Adam {
  const epsilon = tf.backend().epsilon();
  const zeros = ({ shape }: tf.Variable) => tf.tidy(() => tf.variable(tf.zeros(shape), false));
  const power = (beta: number) => tf.tidy(() => tf.variable(tf.scalar(beta), false));
  const places = new Map(variables.map((variable, i) => [variable, i]));
  const firsts = variables.map(zeros);
  const seconds = variables.map(zeros);
  const power1 = power(BETA1);
  const power2 = power(BETA2);
  const state = [...firsts, ...seconds, power1, power2];

  return {
    state,
    update(updates) {
      const rates = new Set(updates.map(({ rate }) => rate));
      const backwards = new Map([...rates].map((rate) => [rate, tf.neg(rate)]));
      const left1 = tf.sub(1, power1);
      const left2 = tf.sub(1, power2);
      for (const { variable, gradient, rate } of updates) {
        const i = places.get(variable)!;
        const first = tf.add(tf.mul(firsts[i]!, BETA1), tf.mul(gradient, 1 - BETA1));
        const second = tf.add(tf.mul(seconds[i]!, BETA2), tf.mul(tf.square(gradient), 1 - BETA2));
        firsts[i]!.assign(first);
        seconds[i]!.assign(second);
        const direction = tf.div(tf.div(first, left1), tf.add(tf.sqrt(tf.div(second, left2)), epsilon));
        variable.assign(tf.add(tf.mul(direction, backwards.get(rate)!), variable));
      }
      power1.assign(tf.mul(power1, BETA1));
      power2.assign(tf.mul(power2, BETA2));
    },
    dispose() {
      tf.dispose([...state]);
    },
  };
}
