import * as tf from '@tensorflow/tfjs-core';

type Gradient = Omit<tf.GradConfig, 'kernelName'>;

/** Gradients that tfjs-core 4.22 has, but which throw. */
const repaired: Readonly<Record<string, Gradient>> = {
  /** tfjs forgets that a list of one comes without its list. */
  Unpack: {
    gradFunc: (dy, _, { axis }) => ({ value: () => tf.stack([dy].flat(), axis as number) }),
  },
  SplitV: {
    gradFunc: (dy, _, { axis }) => ({ x: () => tf.concat([dy].flat(), axis as number) }),
  },
};

/** tfjs's is one slice and one addition a copy, and so many nodes. Ours sees the copies as axes and sums over them. */
const Tile: Gradient = {
  inputsToSave: ['x'],
  gradFunc: (dy, [x], { reps }) => ({
    x: () => {
      const axes = x!.shape.flatMap((size, axis) => {
        const copies = { size: (reps as number[])[axis]!, summed: true };
        return [copies, { size, summed: false }].filter((part) => part.size !== 1);
      });
      const apart = tf.reshape(
        dy as tf.Tensor,
        axes.map(({ size }) => size),
      );
      const summed = axes.flatMap(({ summed }, axis) => (summed ? axis : []));
      return tf.reshape(summed.length > 0 ? tf.sum(apart, summed) : apart, x!.shape);
    },
  }),
};

/** Calls `fn` with tfjs's broken gradients in order. */
export const withRepairedGradients = <T>(fn: () => T): T => within(repaired, fn);

/** Calls `fn` with gradients in order and written so that their traces are short. */
export const withTraceGradients = <T>(fn: () => T): T => within({ ...repaired, Tile }, fn);

/** tfjs-layers brings the gradients along; without it there are none to replace. */
function within<T>(gradients: Readonly<Record<string, Gradient>>, fn: () => T): T {
  const before = Object.keys(gradients).flatMap((kernelName) => tf.getGradient(kernelName) ?? []);
  for (const { kernelName } of before) replace({ kernelName, ...gradients[kernelName]! });
  try {
    return fn();
  } finally {
    before.forEach(replace);
  }
}

function replace(gradient: tf.GradConfig): void {
  tf.unregisterGradient(gradient.kernelName);
  tf.registerGradient(gradient);
}
