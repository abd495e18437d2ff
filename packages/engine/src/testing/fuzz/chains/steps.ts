import { broadcastable } from '../kernels/binary.ts';
import { float, only, type Step } from './step.ts';

const bounded = [
  'relu',
  'tanh',
  'sigmoid',
  'elu',
  'softplus',
  'sin',
  'leakyRelu',
  'relu6',
  'abs',
  'neg',
  'selu',
  'square',
];
/** Steps of tensors of any rank, and of matrices. */
export const steps: readonly Step[] = [
  (d, { name, dims }) => ({ code: `tf.${d.pick(bounded)}(${name})`, dims }),
  (d, { name, dims }) => ({
    code: `tf.${d.pick(['add', 'sub', 'mul'])}(${name}, ${float(d, broadcastable(d, dims))})`,
    dims,
  }),
  (d, { name, dims }) => ({
    code: `tf.${d.pick(['add', 'sub', 'mul', 'div'])}(${name}, ${d.pick([0.5, 2, -1.5, 3])})`,
    dims,
  }),
  (d, { name, dims }, before) => {
    const other = before.filter((link) => String(link.dims) === String(dims));
    return { code: `tf.${d.pick(['add', 'sub', 'mul', 'maximum'])}(${name}, ${d.pick(other).name})`, dims };
  },
  (d, { name, dims }) => {
    const axes = dims.map((_, axis) => axis).filter(() => d.rarely(2));
    return { code: `tf.sub(${name}, tf.mean(${name}, [${axes}], true))`, dims };
  },
  (d, { name, dims }) => {
    const axes = dims.map((_, axis) => axis).filter(() => d.rarely(2));
    return {
      code: `tf.div(${name}, tf.sqrt(tf.add(tf.mean(tf.square(${name}), [${axes}], true), 0.1)))`,
      dims,
    };
  },
  (d, { name, dims }) => {
    const axes = dims.map((_, axis) => axis).filter(() => d.rarely(2));
    const kept = dims.map((dim, axis) => (axes.includes(axis) ? 1 : dim));
    return { code: `tf.${d.pick(['sum', 'mean', 'max'])}(${name}, [${axes}], true)`, dims: kept };
  },
  (d, { name, dims }) => {
    const order = d.order(dims.length);
    return { code: `tf.transpose(${name}, [${order}])`, dims: order.map((axis) => dims[axis]!) };
  },
  (_, { name, dims }) => {
    const flat = [dims[0] ?? 1, dims.slice(1).reduce((size, dim) => size * dim, 1)];
    return { code: `tf.reshape(${name}, [${flat}])`, dims: flat };
  },
  (d, { name, dims }, before) => {
    const axis = d.int(0, Math.max(0, dims.length - 1));
    const fits = before.filter(
      (link) =>
        link.dims.length === dims.length && link.dims.every((dim, i) => i === axis || dim === dims[i]),
    );
    if (dims.length === 0 || fits.length === 0) return undefined;
    const other = d.pick(fits);
    return {
      code: `tf.concat([${name}, ${other.name}], ${axis})`,
      dims: dims.map((dim, i) => (i === axis ? dim + other.dims[i]! : dim)),
    };
  },
  (d, { name, dims }) => {
    const begin = dims.map((dim) => d.int(0, dim - 1));
    const size = dims.map((dim, i) => d.int(1, dim - begin[i]!));
    return { code: `tf.slice(${name}, [${begin}], [${size}])`, dims: size };
  },
  (d, { name, dims }) => {
    const pads = dims.map(() => [d.int(0, 1), d.int(0, 1)] as const);
    return dims.length === 0
      ? undefined
      : {
          code: `tf.pad(${name}, ${JSON.stringify(pads)})`,
          dims: dims.map((dim, i) => dim + pads[i]![0] + pads[i]![1]),
        };
  },
  (_, { name, dims }) => (dims.length === 0 ? undefined : { code: `tf.softmax(${name})`, dims }),
  only(2, (d, { name, dims }) => {
    const columns = d.int(1, 6);
    const product = `tf.matMul(${name}, ${float(d, [dims[1]!, columns])})`;
    return {
      code: d.rarely(2) ? product : `tf.add(${product}, ${float(d, [columns])})`,
      dims: [dims[0]!, columns],
    };
  }),
];
