export {
  type Compiled,
  type CompileOptions,
  compile,
  type InputArrays,
} from './compile/compile.ts';
export { compileStep } from './compile/compile-step.ts';
export type { CompiledStep, CompileStepOptions, PerStep } from './compile/compiled-step.ts';
export { type ExportGraphOptions, exportGraph } from './compile/export-graph.ts';
export type { InputSpec } from './compile/scaled-inputs.ts';
export type { Table, Tables } from './compile/tables.ts';
export type { EngineOptions, OnWarning } from './engine-options.ts';
export { EngineError, type EngineErrorCode } from './errors.ts';
export type { FitCallback, FitCallbacks, YieldEvery } from './fit/callback.ts';
export type { ClassWeight, ClassWeights } from './fit/class-weights.ts';
export type { Column, ColumnTable, NestedRows, Numbers } from './fit/column.ts';
export type { Columns } from './fit/columns.ts';
export { type FitHistory, fit } from './fit/fit.ts';
export type { Logs } from './fit/means.ts';
export type { FitOptions } from './fit/options.ts';
export { createPredictor, type PredictOptions, type Predictor, predict } from './fit/predictor.ts';
export type { TensorData } from './graph/graph.ts';
export { type EngineName, engineNames } from './names.ts';
export { availableEngines } from './report/available-engines.ts';
export type { EngineReport } from './report/engine-report.ts';
export type { NamedTensors, TensorFunction } from './trace/tensor-function.ts';
export { type AdamWOptions, adamW } from './training/adam-w.ts';
export { clipByGlobalNorm } from './training/clip-gradients.ts';
