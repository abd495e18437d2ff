export {
  type Compiled,
  type CompileOptions,
  compile,
  type InputArrays,
  type InputSpec,
} from './compile/compile.ts';
export {
  type CompiledStep,
  type CompileStepOptions,
  compileStep,
  type Table,
} from './compile/compile-step.ts';
export type { EngineName, EngineOptions } from './compile/engine-name.ts';
export { EngineError, type EngineErrorCode } from './errors.ts';
export type { TensorData } from './graph/graph.ts';
export type { NamedTensors, TensorFunction } from './trace/trace-function.ts';
