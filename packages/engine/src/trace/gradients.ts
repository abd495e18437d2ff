import * as tf from '@tensorflow/tfjs-core';

/** A gradient in the place of tfjs's own. */
type Gradient = (own: tf.GradConfig) => Partial<tf.GradConfig>;

/** Gradients that tfjs-core 4.22 has, but which throw. */
const repaired: Readonly<Record<string, Gradient>> = {
  /** tfjs forgets that a list of one comes without its list. */
  Unpack: () => ({
    gradFunc: (dy, _, { axis }) => ({ value: () => tf.stack([dy].flat(), axis as number) }),
  }),
  SplitV: () => ({
    gradFunc: (dy, _, { axis }) => ({ x: () => tf.concat([dy].flat(), axis as number) }),
  }),
  /** tfjs calls methods that tensors have not where tfjs-core stands alone, and knows one batch axis at most. */
  GatherV2: (own) => ({
    gradFunc: (dy, saved, attrs) => {
      const [x, indices] = saved as [tf.Tensor, tf.Tensor];
      const { axis, batchDims } = attrs as Record<'axis' | 'batchDims', number>;
      if (!batchDims) return own.gradFunc(dy, saved, attrs);
      return {
        x: () => batchedGatherGradient(dy as tf.Tensor, x, indices, axis, batchDims),
        indices: () => indices,
      };
    },
  }),
};

/** Each picked row is added to where it came from, which is counted through all batches. */
function batchedGatherGradient(
  dy: tf.Tensor,
  x: tf.Tensor,
  indices: tf.Tensor,
  axis: number,
  batchDims: number,
): tf.Tensor {
  const along = axis < 0 ? axis + x.rank : axis;
  const batchAxes = batchDims < 0 ? batchDims + indices.rank : batchDims;
  const size = (shape: readonly number[]) => shape.reduce((product, dim) => product * dim, 1);
  const [batch, outer] = [size(x.shape.slice(0, batchAxes)), size(x.shape.slice(batchAxes, along))];
  const [count, inner] = [x.shape[along]!, size(x.shape.slice(along + 1))];
  const picked = size(indices.shape.slice(batchAxes));
  const first = tf.mul(tf.range(0, batch, 1, 'int32'), tf.scalar(count, 'int32'));
  const places = tf.add(tf.reshape(indices, [batch, picked]), tf.reshape(first, [batch, 1]));
  const rows = tf.transpose(tf.reshape(dy, [batch, outer, picked, inner]), [0, 2, 1, 3]);
  const sums = tf.unsortedSegmentSum(
    tf.reshape(rows, [batch * picked, outer * inner]),
    tf.reshape(places, [batch * picked]) as tf.Tensor1D,
    batch * count,
  );
  return tf.reshape(tf.transpose(tf.reshape(sums, [batch, count, outer, inner]), [0, 2, 1, 3]), x.shape);
}

/** tfjs's is one slice and one addition a copy, and so many nodes. Ours sees the copies as axes and sums over them. */
const Tile: Gradient = () => ({
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
});

/** Calls `fn` with tfjs's broken gradients in order. */
export const withRepairedGradients = <T>(fn: () => T): T => within(repaired, fn);

/** Calls `fn` with gradients in order and written so that their traces are short. */
export const withTraceGradients = <T>(fn: () => T): T => within({ ...repaired, Tile }, fn);

/** tfjs-layers brings the gradients along; without it there are none to replace. */
function within<T>(gradients: Readonly<Record<string, Gradient>>, fn: () => T): T {
  const before = Object.keys(gradients).flatMap((kernelName) => tf.getGradient(kernelName) ?? []);
  for (const own of before) replace({ ...own, ...gradients[own.kernelName]!(own) });
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
