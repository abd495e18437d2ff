import type { DatasetName } from '../config/names.ts';

/** A dense autoencoder: `hidden` widths from the picture down to the code; the decoder mirrors them. */
export interface DenseNet {
  readonly kind: 'dense';
  readonly hidden: readonly number[];
  readonly codeSize: number;
}

/** All that is needed to train one autoencoder, as plain data. */
export interface Preset {
  readonly name: string;
  readonly description: string;
  readonly dataset: DatasetName;
  readonly net: DenseNet;
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: number;
}
