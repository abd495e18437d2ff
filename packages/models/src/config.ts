export { type DataConfig, pictureShapeOf } from './config/data-config.ts';
export {
  parseTrainConfig,
  resolveTrainConfig,
  type TrainConfig,
  type TrainConfigInput,
} from './config/train-config.ts';
export { ConfigError } from './errors.ts';
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
  TeacherEvent,
  TestFigures,
  TrainingEvent,
  WarningEvent,
} from './events.ts';
export {
  type ExportFormat,
  exportFormats,
  type LossName,
  type LossSpec,
  lossNames,
  type ViewName,
  viewNames,
} from './options/names.ts';
export type {
  ConvLayer,
  ConvNet,
  DenseNet,
  LinearNet,
  MeaningNet,
  Net,
  ResidualNet,
  VariationalNet,
} from './options/net.ts';
export type { TeacherConfig } from './options/teacher.ts';
export { type Clip, type MetricName, metricNames, type Schedule } from './options/training-options.ts';
export { defaultPresetName, presetNamed, presets } from './presets/index.ts';
export type { Preset } from './presets/preset.ts';
