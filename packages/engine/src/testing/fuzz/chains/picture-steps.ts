import type { Draw } from '../draw.ts';
import { float, type Link, only, type Step } from './step.ts';

/** Steps of pictures [batch, height, width, channels]. */
export const pictureSteps: readonly Step[] = [
  ...[0, 1, 2].map(() => only(4, convolution)),
  only(4, (d, { name, dims }) => {
    const many = d.int(1, 2);
    const filter = float(d, [d.int(1, 3), d.int(1, 3), dims[3]!, many]);
    return {
      code: `tf.depthwiseConv2d(${name}, ${filter}, 1, 'same')`,
      dims: [...dims.slice(0, 3), dims[3]! * many],
    };
  }),
  only(4, (d, { name, dims: [n, h, w, c] }) => {
    const size = d.int(1, 3);
    const by = d.pick([size, size, 1]);
    const pooled = (dim: number) => Math.ceil(dim / by);
    return {
      code: `tf.${d.pick(['max', 'avg'])}Pool(${name}, ${size}, ${by}, 'same')`,
      dims: [n!, pooled(h!), pooled(w!), c!],
    };
  }),
  only(4, (d, { name, dims: [n, h, w, c] }) => {
    const large = [2 * h!, 2 * w!];
    if (2 * h! * 2 * w! > 200) return undefined;
    const code = `tf.image.resizeNearestNeighbor(${name}, [${large}])`;
    return { code: d.rarely(2) ? `tf.relu(${code})` : code, dims: [n!, ...large, c!] };
  }),
  only(4, (d, { name, dims }) => {
    const part = [dims[3]!];
    const moments = `tf.moments(${name}, [0, 1, 2])`;
    const code = `(({ mean, variance }) => tf.batchNorm(${name}, mean, tf.add(variance, 0.1), ${float(d, part)}, ${float(d, part)}))(${moments})`;
    return { code, dims };
  }),
];

function convolution(d: Draw, { name, dims: [n, h, w, c] }: Link) {
  const [side, outputs] = [d.pick([1, 3, 3, 2]), d.pick([1, 2, 3, 8, 16, 17])];
  const [pad, stride] = [Math.min(h!, w!) >= side ? d.pick(['same', 'valid']) : 'same', d.pick([1, 1, 2])];
  const less = pad === 'same' ? 0 : side - 1;
  const out = (dim: number) => Math.ceil((dim - less) / stride);
  const code = `tf.conv2d(${name}, ${float(d, [side, side, c!, outputs])}, ${stride}, '${pad}')`;
  const dims = [n!, out(h!), out(w!), outputs];
  return d.rarely(2) ? { code, dims } : { code: `tf.relu(tf.add(${code}, ${float(d, [outputs])}))`, dims };
}
