export { type DataConfig, pictureShapeOf } from './config/data-config.ts';
export { ConfigError } from './config/errors.ts';
export {
  type ExportFormat,
  exportFormats,
  type LossName,
  type LossSpec,
  lossNames,
} from './config/names.ts';
export {
  parseTrainConfig,
  resolveTrainConfig,
  type TrainConfig,
  type TrainConfigInput,
} from './config/train-config.ts';
export { type Clip, type MetricName, metricNames, type Schedule } from './config/training-options.ts';
export type {
  CheckpointEvent,
  ContinuedEvent,
  EpochEvent,
  EvaluationEvent,
  LearningRateEvent,
  NeighboursEvent,
  PausedEvent,
  PreviewEvent,
  ReferencesEvent,
  ResumedEvent,
  RunEnded,
  RunStarted,
  StepEvent,
  TestFigures,
  TrainingEvent,
  WarningEvent,
} from './events.ts';
export { defaultPresetName, presetNamed, presets } from './presets/index.ts';
export type {
  ConvLayer,
  ConvNet,
  DenseNet,
  LinearNet,
  Net,
  Preset,
  ResidualNet,
  VariationalNet,
} from './presets/preset.ts';
