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
  type PerStep,
} from './compile/compile-step.ts';
export type { EngineOptions } from './compile/engine-name.ts';
export { type ExportGraphOptions, exportGraph } from './compile/export-graph.ts';
export type { Table, Tables } from './compile/tables.ts';
export { EngineError, type EngineErrorCode } from './errors.ts';
export type { FitCallback, FitCallbacks } from './fit/callbacks.ts';
export type { ClassWeight, ClassWeights } from './fit/class-weights.ts';
export type { Column, ColumnTable, NestedRows, Numbers } from './fit/column.ts';
export type { Columns } from './fit/columns.ts';
export { type FitHistory, fit } from './fit/fit.ts';
export type { Logs } from './fit/means.ts';
export type { FitOptions, YieldEvery } from './fit/options.ts';
export { createPredictor, type PredictOptions, type Predictor, predict } from './fit/predictor.ts';
export type { TensorData } from './graph/graph.ts';
export { type EngineName, engineNames } from './names.ts';
export { availableEngines, type EngineReport } from './report/available-engines.ts';
export type { OnWarning } from './runtimes/runtime.ts';
export type { NamedTensors, TensorFunction } from './trace/trace-function.ts';
export { type AdamWOptions, adamW } from './training/adam-w.ts';
export { clipByGlobalNorm } from './training/clip-gradients.ts';
