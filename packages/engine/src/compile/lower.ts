import { GraphBuilder } from '../graph/builder.ts';
import type { Graph } from '../graph/graph.ts';
import { ops } from '../ops/index.ts';
import { naming, textOf } from '../ops/naming.ts';
import type { LoweringCall } from '../ops/op.ts';
import type { Distribution } from '../random/distributions.ts';
import { fuseEnlargedConvolutions } from '../trace/enlarged-convolutions.ts';
import { evenPads } from '../trace/even-pads.ts';
import type { TracedFunction } from '../trace/trace-function.ts';

/** A state of a graph: `before` is its input, `after` its output; equal ports if it is only read. */
export interface StatePort {
  readonly variable: string;
  readonly before: string;
  /** `undefined` where the function never writes the variable. */
  readonly after: string | undefined;
}

/** One call of the function as a graph: inputs and outputs by their names, then the state. */
export interface LoweredFunction {
  readonly graph: Graph;
  readonly inputs: readonly string[];
  readonly outputs: readonly OutputPort[];
  readonly state: readonly StatePort[];
  readonly randoms: readonly RandomPort[];
}

/** An input that is drawn anew at every step: `scale` times a standard draw, plus `shift`. */
export interface RandomPort {
  readonly port: string;
  readonly dims: readonly number[];
  readonly distribution: Distribution;
  readonly scale: number;
  readonly shift: number;
}

/** An output by the name the function gives it, and its port. They differ, for an input may have that name too. */
export interface OutputPort {
  readonly name: string;
  readonly port: string;
}

/** Writes a trace as ONNX operators, one kernel after the other. */
export function lower(
  { trace: traced, inputNames, outputNames }: TracedFunction,
  name = 'step',
): LoweredFunction {
  const trace = evenPads(fuseEnlargedConvolutions(traced));
  const b = new GraphBuilder(name);
  const nameOf = new Map<number, string>();
  const define = (value: number, as: string) => {
    nameOf.set(value, as);
    b.describe(as, trace.values[value]!);
  };
  const input = (value: number, as: string) => {
    const { type, dims } = trace.values[value]!;
    define(value, b.input(as, type, dims));
  };

  trace.inputs.forEach((value, i) => {
    input(value, inputNames[i]!);
  });
  for (const { variable, before } of trace.state) input(before, `${variable}:before`);
  const randoms = trace.randoms.map(({ value, ...draw }, i) => {
    const port = `random:${i}`;
    input(value, port);
    return { ...draw, port, dims: trace.values[value]!.dims };
  });
  for (const [value, data] of trace.constants) define(value, b.constant(data));
  for (const [value, number] of trace.fills) define(value, b.fill(number, trace.values[value]!));

  for (const { kernel, inputs, attrs, outputs } of trace.nodes) {
    const given = Object.entries(inputs);
    const call: LoweringCall = {
      b,
      kernel,
      attrs,
      names: Object.fromEntries(given.map(([key, value]) => [key, nameOf.get(value)!])),
      inputs: Object.fromEntries(given.map(([key, value]) => [key, trace.values[value]!])),
      outputs: outputs.map((value) => trace.values[value]!),
    };
    const results = naming(call, () => b.within(textOf(call), () => ops[kernel]!.lower(call)));
    outputs.forEach((value, i) => {
      define(value, results[i]!);
    });
  }

  const publish = (value: number, as: string) => {
    const { type, dims } = trace.values[value]!;
    b.output(as, type, dims, nameOf.get(value)!);
    return as;
  };
  const outputs = trace.outputs.map((value, i) => {
    return { name: outputNames[i]!, port: publish(value, `${outputNames[i]}:out`) };
  });
  const state = trace.state.map(({ variable, before, after }) => ({
    variable,
    before: `${variable}:before`,
    after: after === before ? undefined : publish(after, `${variable}:after`),
  }));
  return { graph: b.build(), inputs: inputNames, outputs, state, randoms };
}
