import * as tf from '@tensorflow/tfjs-core';
import { EngineError } from '../errors.ts';
import type { TensorData, ValueInfo } from '../graph/graph.ts';
import { withTraceBackend } from './backend.ts';
import { fitDraw } from './fit-draw.ts';
import { type Iterations, IterationWatch } from './iteration-watch.ts';
import { LayerStates } from './layer-states.ts';
import { LayerWatch } from './layer-watch.ts';
import { RandomWatch } from './random-draws.ts';
import { Recorder } from './recorder.ts';
import { callFunction, type TensorFunction } from './tensor-function.ts';
import type { StateOwner, Trace, TraceRandom, TraceState } from './trace.ts';

export interface TracedFunction {
  readonly trace: Trace;
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /** What holds `trace.state`, in its order: variables, and layers that remember. */
  readonly owners: readonly StateOwner[];
  /** What one call adds to the optimizers' counts of their iterations. */
  readonly iterations: Iterations;
}

/**
 * Calls `fn` once, or twice if it makes weights, on tensors without values and notes every kernel. Variables and
 * layers keep what they had; variables that `fn` makes on its first call (an optimizer's moments) exist afterwards
 * with their first value.
 * @param random seeds what tfjs draws meanwhile: the first values of weights that `fn` makes.
 */
export function traceFunction(
  fn: TensorFunction,
  inputs: Readonly<Record<string, ValueInfo>>,
  random: () => number = Math.random,
): TracedFunction {
  const { began, ...first } = traceOnce(fn, inputs, random);
  if (!began) return first;
  // tfjs looks for variables to train before it calls the loss, so it trains those that layers make on
  // their first use from the second call on. So does the graph: it is the second call.
  return traceOnce(fn, inputs, random);
}

/** `began`: whether the function made variables that can be trained, or layers began to remember. */
function traceOnce(
  fn: TensorFunction,
  inputs: Readonly<Record<string, ValueInfo>>,
  random: () => number,
): TracedFunction & { readonly began: boolean } {
  const engine = tf.engine();
  const watch = new RandomWatch(random);
  const layers = new LayerWatch();
  const optimizers = new IterationWatch();
  const recorder = new Recorder((dataId) => engine.readSync(dataId) as Float32Array, watch, layers);
  const known = Object.values(engine.registeredVariables);
  const snapshots = new Map(known.map((variable) => [variable, tf.keep(variable.clone())]));
  const states = new LayerStates(recorder);
  const before = new Map<StateOwner, number>();
  const created = new Map<tf.Variable, TensorData>();
  const stopWatching = watchNewVariables((variable) => {
    const first = recorder.firstValue(variable.dataId);
    if (!first) {
      throw new EngineError(
        'TRACE_FAILED',
        `variable '${variable.name}' is made from a computed tensor while tracing. Make it before compiling.`,
      );
    }
    created.set(variable, first);
    before.set(variable, announce(recorder, variable));
  });

  const inputNames = Object.keys(inputs);
  const inputIds = inputNames.map((name) => recorder.open(inputs[name]!));
  let outputNames: string[] = [];
  let outputIds: number[] = [];
  const after = new Map<StateOwner, number>();
  let began = false;
  try {
    withTraceBackend(recorder, () =>
      tf.tidy(() => {
        for (const variable of known) before.set(variable, announce(recorder, variable));
        const handles = inputIds.map((id) => engine.makeTensorFromTensorInfo(recorder.handle(id)));
        const given = Object.fromEntries(inputNames.map((name, i) => [name, handles[i]!]));
        const lend = (layer: object) => states.lend(layer, before);
        const outputs = watch.during(() =>
          layers.during(lend, () => optimizers.during(() => callFunction(fn, given))),
        );
        outputNames = Object.keys(outputs);
        outputIds = Object.values(outputs).map((tensor) => recorder.valueOf(tensor));
        for (const owner of before.keys()) if (!owner.isDisposed) after.set(owner, recorder.valueOf(owner));
      }),
    );
  } finally {
    stopWatching();
    restore(snapshots, created);
    began = states.restore();
  }

  const used = usedValues(recorder, outputIds);
  const state = stateOf(before, after, used);
  for (const { after } of state) used.add(after);
  const randoms = [...recorder.draws]
    .filter(([value]) => used.has(value))
    .map(([value, draw]): TraceRandom => ({ value, distribution: draw.distribution, ...fitDraw(draw) }));
  return {
    trace: {
      values: recorder.values,
      inputs: inputIds,
      state: state.map(({ variable, before, after }) => ({ variable, before, after })),
      constants: recorder.constants,
      fills: recorder.fills,
      randoms,
      nodes: recorder.nodes,
      outputs: outputIds,
    },
    inputNames,
    outputNames,
    began: began || [...created.keys()].some(({ trainable }) => trainable),
    owners: state.map(({ owner }) => owner),
    iterations: optimizers.iterations,
  };
}

/** The state that the function reads or writes: what holds it, and its values before and after. */
function stateOf(
  before: ReadonlyMap<StateOwner, number>,
  after: ReadonlyMap<StateOwner, number>,
  used: ReadonlySet<number>,
): (TraceState & { readonly owner: StateOwner })[] {
  return [...before].flatMap(([owner, start]) => {
    const end = after.get(owner) ?? start;
    if (end === start && !used.has(start)) return [];
    return [{ owner, variable: owner.name, before: start, after: end }];
  });
}

/**
 * Gives a variable a value of the trace, and a data id that only this variable has. Outside of a trace
 * variables share one after `tf.variable(t)` twice, `b.assign(a)` or `b.setWeights(a.getWeights())`, with
 * each other and with plain tensors, and are variables of their own all the same.
 */
function announce(recorder: Recorder, variable: tf.Variable): number {
  const value = recorder.open({ type: variable.dtype as ValueInfo['type'], dims: variable.shape });
  variable.assign(tf.engine().makeTensorFromTensorInfo(recorder.handle(value)));
  return value;
}

/** tfjs tells nobody of a new variable, but makes each through its engine. */
function watchNewVariables(onNew: (variable: tf.Variable) => void): () => void {
  const engine = tf.engine();
  const make = engine.makeVariable;
  // The copy belongs to the trace, wherever the first value lives.
  engine.makeVariable = (first, ...args) => {
    const variable = make.call(engine, first.clone(), ...args);
    onNew(variable);
    return variable;
  };
  return () => {
    engine.makeVariable = make;
  };
}

function restore(
  snapshots: ReadonlyMap<tf.Variable, tf.Tensor>,
  created: ReadonlyMap<tf.Variable, TensorData>,
): void {
  for (const [variable, snapshot] of snapshots) {
    if (!variable.isDisposed && variable.dataId !== snapshot.dataId) variable.assign(snapshot);
    snapshot.dispose();
  }
  for (const [variable, { data, dims, type }] of created) {
    if (variable.isDisposed) continue;
    const first = tf.tensor(data as Float32Array, [...dims], type as tf.DataType);
    variable.assign(first);
    first.dispose();
  }
}

function usedValues(recorder: Recorder, outputs: readonly number[]): Set<number> {
  return new Set([...outputs, ...recorder.nodes.flatMap((node) => Object.values(node.inputs))]);
}
