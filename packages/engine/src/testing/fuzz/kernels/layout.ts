import type { Draw } from '../draw.ts';
import { call, type Generators, text } from './generator.ts';

/** Kernels that move values, or see them in another shape. */
export const layout: Generators = {
  Reshape: (d) => {
    const dims = d.dims();
    const x = d.tensor(dims);
    const size = dims.reduce((product, dim) => product * dim, 1);
    const shape = d.rarely(3) ? [size] : d.order(dims.length).map((axis) => dims[axis]!);
    if (d.rarely(3)) shape.splice(d.int(0, shape.length), 0, 1);
    if (size > 0 && shape.length > 0 && d.rarely(3)) shape[d.int(0, shape.length - 1)] = -1;
    return call('tf.reshape', x, shape);
  },
  ExpandDims: (d) => {
    const dims = d.dims({ rank: [0, 4] });
    const axis = d.pick([undefined, d.int(-1 - dims.length, dims.length)]);
    return call('tf.expandDims', d.tensor(dims), axis);
  },
  Transpose: (d) => {
    const dims = d.dims();
    return call('tf.transpose', d.tensor(dims), d.rarely(4) ? undefined : d.order(dims.length));
  },
  Cast: (d) => {
    const numbers = (int: (min: number, max: number) => number) => int(-900, 900) / 100;
    return call('tf.cast', d.tensor(d.dims(), { numbers }), d.pick(['float32', 'int32', 'bool']));
  },
  Identity: (d) => call('tf.clone', d.tensor(d.dims())),
  ZerosLike: (d) => call('tf.zerosLike', d.tensor(d.dims())),
  OnesLike: (d) => call('tf.onesLike', d.tensor(d.dims())),
  Fill: (d) => {
    const type = d.pick([undefined, 'float32', 'int32', 'bool']);
    const value = type === undefined || type === 'float32' ? d.number(-3, 3) : d.int(0, 1);
    return `tf.mul(${call('tf.fill', d.dims({ rank: [0, 3] }), value, type)}, ${d.float([])})`;
  },
  Concat: (d) => {
    const dims = d.dims({ rank: [1, 5] });
    const axis = d.axis(dims.length);
    const place = axis < 0 ? axis + dims.length : axis;
    const type = d.rarely(4) ? undefined : ('float32' as const);
    const parts = Array.from({ length: d.int(1, 4) }, () =>
      d.tensor(
        dims.map((dim, i) => (i === place ? d.int(0, 4) : dim)),
        type && { type },
      ),
    );
    return call('tf.concat', parts, d.rarely(5) && place === 0 ? undefined : axis);
  },
  Pack: (d) => {
    const dims = d.dims({ rank: [0, 4] });
    const type = d.pick(['float32', 'float32', 'int32', 'bool'] as const);
    const parts = Array.from({ length: d.int(1, 4) }, () => d.tensor(dims, { type }));
    return call('tf.stack', parts, d.pick([undefined, d.int(0, dims.length), -1]));
  },
  Unpack: (d) => {
    const dims = d.dims({ rank: [1, 5] });
    return call('tf.unstack', d.tensor(dims), d.rarely(3) ? undefined : d.axis(dims.length));
  },
  SplitV: (d) => {
    const dims = d.dims({ rank: [1, 4], size: [1, 6] });
    const axis = d.axis(dims.length);
    const length = dims.at(axis < 0 ? axis : axis - dims.length)!;
    const cut = d.int(0, length);
    const equal = [1, 2, 3, length].filter((parts) => parts > 0 && length % parts === 0);
    const rest = d.pick([length - cut, -1]);
    return call('tf.split', d.tensor(dims), d.rarely(2) ? d.pick(equal) : [cut, rest], axis);
  },
  PadV2: (d) => {
    const dims = d.dims();
    const pads = dims.map(() => [d.int(0, 2), d.int(0, 2)]);
    return call('tf.pad', d.tensor(dims), pads, d.pick([undefined, 0, 1, d.number(-2, 2)]));
  },
  Slice: (d) => {
    const dims = d.dims({ rank: [1, 5] });
    const x = d.tensor(dims);
    const begin = dims.map((dim) => d.int(0, dim));
    const size = dims.map((dim, i) => (d.rarely(4) ? -1 : d.int(0, dim - begin[i]!)));
    const first = (list: number[]) => d.pick([list, list, list[0]!, list.slice(0, 1)]);
    return call('tf.slice', x, first(begin), d.rarely(4) ? undefined : first(size));
  },
  Tile: (d) => {
    const dims = d.dims({ rank: [1, 5], size: [1, 4] });
    return call(
      'tf.tile',
      d.tensor(dims),
      dims.map(() => d.int(1, 3)),
    );
  },
  BroadcastTo: (d) => {
    const dims = d.dims({ rank: [1, 4] });
    const from = dims.slice(d.int(0, dims.length - 1)).map((dim) => (d.rarely(2) ? 1 : dim));
    return call('tf.broadcastTo', d.tensor(from), dims);
  },
  Reverse: (d) => {
    const dims = d.dims();
    return call('tf.reverse', d.tensor(dims), d.axes(dims.length));
  },
  FlipLeftRight: (d) => call('tf.image.flipLeftRight', d.float(d.dims({ rank: 4 }))),
  MirrorPad: (d) => {
    const mode = d.pick(['reflect', 'symmetric']);
    const dims = d.dims({ rank: [1, 4], size: [2, 4] });
    const most = (dim: number) => Math.max(0, dim - (mode === 'reflect' ? 1 : 0));
    const pads = dims.map((dim) => [d.int(0, most(dim)), d.int(0, most(dim))]);
    return call('tf.mirrorPad', d.tensor(dims), pads, mode);
  },
  StridedSlice: (d) => {
    const dims = d.dims({ rank: [1, 4], size: [2, 5] });
    const strides = dims.map(() => d.pick([1, 1, 2, 3, -1, -2]));
    const ends = dims.map((dim, i) => {
      const pair = [d.int(0, dim - 1), d.int(0, dim)].sort((a, b) => a - b);
      return strides[i]! < 0 ? pair.reverse() : pair;
    });
    const mask = () => (d.rarely(2) ? 0 : d.int(0, 2 ** dims.length - 1));
    const masks = [
      mask(),
      mask(),
      d.rarely(4) ? 2 ** d.int(0, dims.length - 1) : 0,
      d.rarely(4) ? mask() : 0,
    ];
    const shrink = d.rarely(3) ? mask() : 0;
    const lists = [ends.map(([from]) => from!), ends.map(([, to]) => to!), strides];
    return call('tf.stridedSlice', d.tensor(dims), ...lists, ...masks, shrink);
  },
  ...folds(),
};

function folds(): Generators {
  const blocks = (d: Draw) => Array.from({ length: d.int(1, 2) }, () => d.int(1, 3));
  return {
    SpaceToBatchND: (d) => {
      const block = blocks(d);
      const pads = block.map((size) => [d.int(0, size - 1), 0]);
      const space = block.map((size, i) => size * d.int(1, 3) - pads[i]![0]!);
      const x = d.tensor([d.int(1, 2), ...space, ...d.dims({ rank: [0, 2] })]);
      return call('tf.spaceToBatchND', x, block, pads);
    },
    BatchToSpaceND: (d) => {
      const block = blocks(d);
      const space = block.map(() => d.int(1, 3));
      const crops = block.map((size) => [d.int(0, size - 1), 0]);
      const batch = d.int(1, 2) * block.reduce((product, size) => product * size, 1);
      const x = d.tensor([batch, ...space, ...d.dims({ rank: [0, 2] })]);
      return call('tf.batchToSpaceND', x, block, crops);
    },
    DepthToSpace: (d) => {
      const block = d.int(2, 3);
      const [n, h, w] = d.dims({ rank: 3, size: [1, 3] });
      return `tf.depthToSpace(${d.tensor([n!, h!, w!, block * block * d.int(1, 3)])}, ${text(block)})`;
    },
  };
}
