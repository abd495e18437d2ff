/** One layer of a net, as plain data that every framework builds its own from. Pictures are height, width, channels. */
export type Layer =
  | { readonly layer: 'dense'; readonly units: number; readonly activation: Activation }
  | {
      readonly layer: 'conv';
      readonly filters: number;
      readonly kernel: number;
      readonly padding: 'same' | 'valid';
      readonly bias: boolean;
      readonly activation: Activation;
    }
  /** Over all but the channels, with an epsilon of 0.001; the averages for use keep 0.99 of what they were. */
  | { readonly layer: 'batchnorm' }
  | { readonly layer: 'relu' }
  /** Largest of each square of this side, padded where it does not fit. */
  | { readonly layer: 'pool'; readonly size: number }
  /** Every pixel repeated this often in both directions. */
  | { readonly layer: 'up'; readonly size: number };

export type Activation = 'relu' | 'sigmoid' | 'linear';

/** An autoencoder: the encoder ends in the code, the decoder in logits. */
export interface Net {
  /** Height, width and channels of one picture. A net of dense layers takes it flat. */
  readonly shape: readonly [number, number, number];
  readonly encoder: readonly Layer[];
  readonly decoder: readonly Layer[];
}

export function isDense({ encoder }: Net): boolean {
  return encoder[0]!.layer === 'dense';
}
