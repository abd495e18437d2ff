import type { DatasetName } from '@hourglass/datasets/catalog';
import type { LossSpec, ViewName } from '../options/names.ts';
import type { Net } from '../options/net.ts';
import type { Corruption, Sparsity } from '../options/penalties.ts';
import type { TeacherConfig } from '../options/teacher.ts';
import type { Schedule } from '../options/training-options.ts';

/** All that is needed to train one autoencoder, as plain data. */
export interface Preset {
  readonly name: string;
  readonly description: string;
  readonly dataset: DatasetName;
  readonly net: Net;
  /** Default: none. */
  readonly views?: ViewName;
  /** Default: none. */
  readonly corruption?: Corruption;
  /** Default: none. */
  readonly sparsity?: Sparsity;
  /** Default: none. */
  readonly teacher?: TeacherConfig;
  /** Default `bce`. */
  readonly loss?: LossSpec;
  /** Default: constant. */
  readonly schedule?: Schedule;
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: number;
}
