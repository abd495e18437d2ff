export type { OnWarning } from './engine-options.ts';
export { EngineError, type EngineErrorCode } from './errors.ts';
export { GraphBuilder } from './graph/builder.ts';
export { checkGraph } from './graph/check.ts';
export {
  type Attribute,
  type DataType,
  floats,
  type Graph,
  int32s,
  int64s,
  type Node,
  type Port,
  type TensorData,
  uint8s,
} from './graph/graph.ts';
export type { OnnxOp } from './graph/operators.ts';
export { printGraph } from './graph/print.ts';
export { type EngineName, engineNames } from './names.ts';
export { toOnnx } from './onnx/serialize.ts';
export { availableEngines } from './report/available-engines.ts';
export type { EngineReport } from './report/engine-report.ts';
export { type OnnxModel, type OpenOnnxOptions, openOnnx } from './runtimes/open-onnx.ts';
export type { RuntimeName } from './runtimes/runtime.ts';
export { createSession, type Session, type SessionOptions } from './runtimes/session.ts';
