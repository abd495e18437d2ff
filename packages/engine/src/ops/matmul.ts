import type { ValueInfo } from '../graph/graph.ts';
import { activate } from './activation.ts';
import type { KernelCall, LoweringCall, OpTable } from './op.ts';
import { broadcast, float32 } from './shapes.ts';
import { takes } from './types.ts';

/** Matrix products. Two axes become one Gemm, which takes the transposes and the bias along. */
export const matmul: OpTable = {
  BatchMatMul: { types: takes.numbers, ofNothing: 0, infer, lower: (call) => [product(call)] },
  _FusedMatMul: { types: takes.floats, infer, lower: (call) => [activate(call, product(call))] },
};

function infer({ inputs, attrs }: KernelCall): ValueInfo[] {
  const a = turned(inputs.a!.dims, attrs.transposeA);
  const b = turned(inputs.b!.dims, attrs.transposeB);
  const dims = [...broadcast(a.slice(0, -2), b.slice(0, -2)), a.at(-2)!, b.at(-1)!];
  return [{ type: inputs.a!.type, dims }];
}

function turned(dims: readonly number[], transpose: unknown): readonly number[] {
  return transpose ? [...dims.slice(0, -2), dims.at(-1)!, dims.at(-2)!] : dims;
}

function product(call: LoweringCall): string {
  const { b, names, inputs, attrs, outputs } = call;
  const matrices = [inputs.a!, inputs.b!].every(({ dims }) => dims.slice(0, -2).every((dim) => dim === 1));
  // Gemm is of floats only.
  if (!matrices || inputs.a!.type !== 'float32') return batched(call);
  const flat = (name: string, { dims }: ValueInfo) =>
    dims.length === 2 ? name : b.op('Reshape', [name, b.shape(dims.slice(-2))]);
  const bias = names.bias ? [names.bias] : [];
  const result = b.op('Gemm', [flat(names.a!, inputs.a!), flat(names.b!, inputs.b!), ...bias], {
    transA: { int: attrs.transposeA ? 1 : 0 },
    transB: { int: attrs.transposeB ? 1 : 0 },
  });
  const { dims } = outputs[0]!;
  b.describe(result, float32(dims.slice(-2)));
  return dims.length === 2 ? result : b.op('Reshape', [result, b.shape(dims)]);
}

function batched({ b, names, inputs, attrs }: LoweringCall): string {
  const turn = (name: string, { dims }: ValueInfo, transpose: unknown) => {
    if (!transpose) return name;
    const axes = dims.map((_, axis) => axis);
    return b.op('Transpose', [name], { perm: turned(axes, true) });
  };
  const result = b.op('MatMul', [
    turn(names.a!, inputs.a!, attrs.transposeA),
    turn(names.b!, inputs.b!, attrs.transposeB),
  ]);
  return names.bias ? b.op('Add', [result, names.bias]) : result;
}
