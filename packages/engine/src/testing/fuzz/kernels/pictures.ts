import type { Draw } from '../draw.ts';
import { magnitudes, positive, usual } from '../values.ts';
import { call, type Generators, text } from './generator.ts';
import { activation } from './products.ts';
import { channels, finite, picture, sides, windows } from './windows.ts';

/** Convolutions, pooling, resizing and normalisation of pictures [batch, height, width, channels]. */
export const pictures: Generators = {
  Conv2D: convolution,
  Conv2DBackpropFilter: convolution,
  Conv2DBackpropInput: (d) => (d.rarely(3) ? convolution(d) : transposed(d)),
  FusedConv2D: (d) => fused(d, 'tf.fused.conv2d', channels(d)),
  EnlargedConv2D: enlarged,
  EnlargedConv2DBackpropFilter: enlarged,
  EnlargedConv2DBackpropInput: enlarged,
  DepthwiseConv2dNative: depthwise,
  DepthwiseConv2dNativeBackpropFilter: depthwise,
  DepthwiseConv2dNativeBackpropInput: depthwise,
  FusedDepthwiseConv2D: (d) => fused(d, 'tf.fused.depthwiseConv2d', d.int(1, 3), true),
  MaxPool: (d) => pooling(d, 'max'),
  MaxPoolGrad: (d) => pooling(d, 'max'),
  AvgPool: (d) => pooling(d, 'avg'),
  AvgPoolGrad: (d) => pooling(d, 'avg'),
  ResizeBilinear: (d) => resizing(d, 'tf.image.resizeBilinear'),
  ResizeBilinearGrad: (d) => resizing(d, 'tf.image.resizeBilinear', true),
  ResizeNearestNeighbor: (d) => resizing(d, 'tf.image.resizeNearestNeighbor'),
  ResizeNearestNeighborGrad: (d) => resizing(d, 'tf.image.resizeNearestNeighbor', true),
  FusedBatchNorm: (d) => {
    const dims = d.dims({ rank: [2, 4], size: [1, 4] });
    const part = d.rarely(4) ? dims : dims.slice(-1);
    const [mean, variance] = [d.float(part, usual), d.float(part, positive)];
    const [offset, scale] = [0, 1].map(() => (d.rarely(3) ? undefined : d.float(part, usual)));
    const epsilon = d.pick([undefined, 0.001, 0.1]);
    const code = call('tf.batchNorm', d.float(dims, usual), mean, variance, offset, scale, epsilon);
    return { code, gradient: offset !== undefined && scale !== undefined };
  },
};

function convolution(d: Draw) {
  if (d.rarely(6)) return convolution1d(d);
  const { dims, filter, stride, pad, dilation, rounding } = windows(d);
  const [x, k] = [d.float(dims, finite(d)), d.float([...filter, dims.at(-1)!, channels(d)], finite(d))];
  return {
    code: call('tf.conv2d', x, k, stride, pad, dilation && 'NHWC', dilation, rounding),
    gradient: dilation === undefined,
  };
}

function convolution1d(d: Draw) {
  const [width, inputs] = [d.int(1, 5), channels(d)];
  const dims = [...(d.rarely(3) ? [] : [d.int(1, 3)]), d.int(width, 9), inputs];
  const filter = d.float([width, inputs, channels(d)], finite(d));
  const pad = d.pick(['same', 'valid', 0, 1]);
  return { code: call('tf.conv1d', d.float(dims, finite(d)), filter, d.int(1, 3), pad), gradient: true };
}

function transposed(d: Draw) {
  const { dims, filter, stride, pad } = windows(d, { dilated: false, padding: ['same', 'valid'] });
  const [height, width] = sides(dims.slice(-3));
  const [strideHeight, strideWidth] = sides(stride);
  const out = (size: number, by: number, window: number) =>
    pad === 'same' ? Math.ceil(size / by) : Math.ceil((size - window + 1) / by);
  const small = [out(height, strideHeight, filter[0]), out(width, strideWidth, filter[1]), channels(d)];
  const x = d.float([...dims.slice(0, -3), ...small], finite(d));
  const k = d.float([...filter, dims.at(-1)!, small[2]!], finite(d));
  return { code: call('tf.conv2dTranspose', x, k, [...dims], stride, pad), gradient: true };
}

function depthwise(d: Draw) {
  const { dims, filter, stride, pad, dilation, rounding } = windows(d);
  const inputs = dims.at(-1)!;
  const many = d.int(1, 3);
  const [x, k] = [d.float(dims, finite(d)), d.float([...filter, inputs, many], finite(d))];
  if (d.rarely(4) && rounding === undefined) {
    const points = d.float([1, 1, inputs * many, channels(d)], finite(d));
    return {
      code: call('tf.separableConv2d', x, k, points, stride, pad, dilation),
      gradient: dilation === undefined,
    };
  }
  return {
    code: call('tf.depthwiseConv2d', x, k, stride, pad, dilation && 'NHWC', dilation, rounding),
    gradient: dilation === undefined,
  };
}

function fused(d: Draw, name: string, outputs: number, perChannel = false) {
  const { dims, filter, stride, pad, dilation, rounding } = windows(d);
  const all = perChannel ? dims.at(-1)! * outputs : outputs;
  const bias = d.pick([undefined, [all], [all], []] as const);
  const parts = [
    `x: ${d.float(dims, finite(d))}`,
    `filter: ${d.float([...filter, dims.at(-1)!, outputs], finite(d))}`,
    `strides: ${text(stride)}`,
    `pad: ${text(pad)}`,
    ...(dilation === undefined ? [] : [`dilations: ${text(dilation)}`]),
    ...(rounding === undefined ? [] : [`dimRoundingMode: ${text(rounding)}`]),
    ...(bias ? [`bias: ${d.float(bias, usual)}`] : []),
    ...activation(d, d.pick([[all], [1, 1, all]])),
  ];
  return { code: `${name}({ ${parts.join(', ')} })`, gradient: dilation === undefined };
}

/** What the trace turns into a convolution of the small picture. */
function enlarged(d: Draw) {
  const dims = [d.int(1, 3), d.int(1, 6), d.int(1, 6), channels(d)] as const;
  const x = d.float(dims, d.pick([usual, magnitudes]));
  const k = d.float([3, 3, dims[3], channels(d)], usual);
  const large = `tf.image.resizeNearestNeighbor(${x}, [${2 * dims[1]}, ${2 * dims[2]}])`;
  const pad = dims[1] > 1 && dims[2] > 1 ? d.pick(['same', 'valid', 0, 1]) : 'same';
  const code = `tf.conv2d(${large}, ${k}, 1, ${text(pad)})`;
  const after = d.pick(['', 'tf.relu', 'tf.elu']);
  return { code: after ? `${after}(${code})` : code, gradient: true };
}

function pooling(d: Draw, kind: 'max' | 'avg') {
  const { dims, filter, stride, pad, rounding } = windows(d, { dilated: false });
  // Without NaN: see the table of differences in the README.
  const x = d.float(dims, d.pick([usual, usual, magnitudes]));
  const window = filter[0] === filter[1] && d.rarely(2) ? filter[0] : [...filter];
  if (d.rarely(6) && typeof pad === 'string') {
    const dilation = d.rarely(2) && stride === 1 ? d.int(1, 2) : undefined;
    return { code: call('tf.pool', x, window, kind, pad, dilation, stride), gradient: true };
  }
  return { code: call(`tf.${kind}Pool`, x, window, stride, pad, rounding), gradient: true };
}

/** `back`: such that tfjs has a gradient of it. Bilinear ones it has of squares only. */
function resizing(d: Draw, name: string, back = false) {
  const side = d.int(back ? 2 : 1, 8);
  const dims = !back && d.rarely(2) ? picture(d) : [d.int(1, 3), side, side, channels(d)];
  const [height, width] = sides(dims.slice(-3));
  const by = d.int(1, 3);
  const size = d.rarely(2) ? [height * by, width * by] : [d.int(1, 9), d.int(1, 9)];
  const corners = d.pick([undefined, true, false]);
  const centers = back || corners ? undefined : d.pick([undefined, true, false]);
  // In tfjs the gradients of half pixels are wrong, and those of one pixel with aligned corners never end.
  const gradient = !centers && !(corners && Math.min(height, width) === 1);
  return { code: call(name, d.float(dims, usual), size, corners, centers), gradient };
}
