import type { InferenceSession } from 'onnxruntime-node';
import { EngineError } from '../errors.ts';
import type { DataType, Port } from '../graph/graph.ts';
import { chooseRuntime } from './choose-runtime.ts';
import { loadModel, runner } from './model.ts';
import { runtimeFromEnvironment, type Session, type SessionOptions } from './session.ts';
import { onceOnly } from './warnings.ts';

/** A model that was made elsewhere, and what it takes and gives. */
export interface OnnxModel extends Session {
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
}

export interface OpenOnnxOptions extends SessionOptions {
  /** As errors call it. Default: `the ONNX model`. */
  readonly name?: string;
}

/**
 * Loads any ONNX file's bytes into ONNX Runtime.
 *
 * @example
 * const model = await openOnnx(await readFile('encoder.onnx'));
 * console.log(model.inputs); // [{ name: 'x', type: 'float32', dims: [null, 784] }]
 *
 * @throws {EngineError} `GRAPH_INVALID` if these are no such bytes, or an input is of a type that a graph
 * cannot carry; `RUNTIME_UNAVAILABLE` or `ENGINE_UNKNOWN` as `createSession`.
 */
export async function openOnnx(bytes: Uint8Array, options: OpenOnnxOptions = {}): Promise<OnnxModel> {
  const { threads, name = 'the ONNX model' } = options;
  const asked = options.runtime ?? runtimeFromEnvironment();
  const runtime = await chooseRuntime(asked, { threads, warn: onceOnly(options.onWarning) });
  const session = await loadModel(bytes, name, runtime, threads);
  try {
    const inputs = session.inputMetadata.map((meta) => portOf(meta, name));
    const outputs = session.outputMetadata.map((meta) => portOf(meta, name));
    return {
      runtime: runtime.name,
      inputs,
      outputs,
      run: runner(session, name, { inputs, outputs }, runtime),
      close: () => runtime.inTurn(() => session.release()),
    };
  } catch (cause) {
    await runtime.inTurn(() => session.release());
    throw cause;
  }
}

const types: readonly string[] = ['float32', 'int32', 'int64', 'uint8', 'bool'] satisfies DataType[];

function portOf(meta: InferenceSession.ValueMetadata, model: string): Port {
  const type = meta.isTensor ? meta.type : 'no tensor';
  if (!meta.isTensor || !types.includes(type)) {
    throw new EngineError(
      'GRAPH_INVALID',
      `${model}: '${meta.name}' is ${type}; only ${types.join(', ')} can be passed.`,
    );
  }
  const dims = meta.shape.map((dim) => (typeof dim === 'number' && dim >= 0 ? dim : null));
  return { name: meta.name, type: type as DataType, dims };
}
