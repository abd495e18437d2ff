import * as tf from '@tensorflow/tfjs-core';

export type Shape = readonly number[];

/** A call of one kernel, and shapes of its operands to try it with. Operands may be of any type. */
export interface KernelCase {
  readonly call: (...operands: tf.Tensor[]) => tf.Tensor | readonly tf.Tensor[];
  readonly shapes: readonly (readonly Shape[])[];
}

export const axes: Shape[] = [[3], [2, 3], [2, 1, 3], [2, 1, 2, 3], [1, 2, 1, 2, 3]];
export const nothing: Shape[] = [[0], [2, 0], [2, 0, 3]];
export const every: Shape[] = [[], ...axes, ...nothing];
const each = (shapes: readonly Shape[]) => shapes.map((shape) => [shape]);

type One = (x: tf.Tensor) => tf.Tensor | readonly tf.Tensor[];
type Two = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor | readonly tf.Tensor[];
export const of = (shapes: readonly Shape[], ...calls: One[]): KernelCase[] =>
  calls.map((call) => ({ call, shapes: each(shapes) }));
export const one = (...calls: One[]) => of(every, ...calls);
export const alongAxis = (...calls: One[]) => of([...axes, ...nothing], ...calls);

export const stretched: (readonly Shape[])[] = [
  [[], [2, 3]],
  [[2, 3], [3]],
  [
    [2, 1, 3],
    [2, 1],
  ],
  [[0], [1]],
  [[2, 0, 3], [3]],
];
export const two = (call: Two): KernelCase[] => [
  { call, shapes: [...every.map((shape) => [shape, shape]), ...stretched] },
];

export const picture: Shape[] = [
  [1, 4, 4, 2],
  [2, 5, 4, 1],
  [0, 4, 4, 2],
  [4, 5, 2],
];
export const of4d: Shape[] = picture.filter((shape) => shape.length === 4);
export const p4 = (call: (x: tf.Tensor4D) => tf.Tensor, shapes = of4d) =>
  of(shapes, (x) => call(x as tf.Tensor4D));

export const whole = (...values: number[]) => tf.tensor1d(values, 'int32');
export const run = (kernel: string, inputs: tf.NamedTensorMap, attrs: object) =>
  tf.engine().runKernel(kernel, inputs, attrs as tf.NamedAttrMap) as tf.Tensor;
export const filterOf = (x: tf.Tensor, outputs: number) =>
  tf.ones([2, 2, x.shape.at(-1)!, outputs]) as tf.Tensor4D;

/** Cases by the name of the kernel that they ask for. */
export type KernelCases = Readonly<Record<string, readonly KernelCase[]>>;
