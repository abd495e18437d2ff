/** A dense autoencoder: `hidden` widths from the picture down to the code; the decoder mirrors them. */
export interface DenseNet {
  readonly kind: 'dense';
  readonly hidden: readonly number[];
  readonly codeSize: number;
  /**
   * The code is `sigmoid(z / temperature)`, and the decoder gets it stretched back to about `z`. Above 1 the
   * sigmoid is nearly linear where it is used, so the net learns faster and codes still are shares.
   * Default: `sigmoid(z)`, which the decoder gets as it is.
   */
  readonly temperature?: number | undefined;
}

/** One layer of a convolutional net; exactly one of `conv`, `pool` and `up` is its kind. */
export type ConvLayer =
  | {
      /** Number of filters. */
      readonly conv: number;
      /** Side of the filters. Default 3. */
      readonly kernel?: number | undefined;
      /** Default `same`. */
      readonly padding?: 'same' | 'valid' | undefined;
      /** Pixels from one place of a filter to the next. Default 1. */
      readonly stride?: number | undefined;
    }
  /** Max-pooling over squares of this side, padded where they do not fit. */
  | { readonly pool: number }
  /** Every pixel repeated this often in both directions. */
  | { readonly up: number };

/**
 * A convolutional autoencoder. Relu follows each convolution but the last of each half: a sigmoid makes
 * the code, and the decoder ends in logits. The code is the encoder's last map, flattened.
 */
export interface ConvNet {
  readonly kind: 'conv';
  readonly encoder: readonly ConvLayer[];
  readonly decoder: readonly ConvLayer[];
}

/**
 * A net that starts as PCA and is never far from it: the code is PCA's, the decoder is PCA's too, and what
 * it gives is refined by 3x3 convolutions that start at zero. Only these are trained.
 */
export interface ResidualNet {
  readonly kind: 'residual';
  readonly codeSize: number;
  /** Filters of each convolution between the linear reconstruction and what is added to it. */
  readonly refine: readonly number[];
  /** PCA of the training pictures and their mirror images; for pictures that may be mirrored. Default false. */
  readonly mirrored?: boolean | undefined;
}

/** One linear layer each way. */
export interface LinearNet {
  readonly kind: 'linear';
  readonly codeSize: number;
}

/** A variational autoencoder of dense layers: codes are drawn around a mean while it trains. */
export interface VariationalNet {
  readonly kind: 'vae';
  readonly hidden: readonly number[];
  readonly codeSize: number;
  /** Times the divergence from the standard normal distribution; 1 with `bce` is the bound of the paper. */
  readonly klWeight: number;
}

/**
 * A code with a part that means and a part that paints. A teacher says what the first `meaning` numbers of a
 * picture are to be; convolutions learn it. The next `style` numbers are the net's own, from dense layers: how the
 * picture differs from others of its meaning. They lie so near to one another that the meaning decides what is similar
 * to what. The decoder gets both.
 */
export interface MeaningNet {
  readonly kind: 'meaning';
  /** Numbers that are taught. */
  readonly meaning: number;
  /** Numbers that are not. */
  readonly style: number;
  /** Layers of the part that means, before its last, dense one. */
  readonly trunk: readonly ConvLayer[];
  /** Widths of dense layers: after the trunk (`trunkHidden`), and in the part that paints, which the decoder mirrors. */
  readonly trunkHidden?: readonly number[] | undefined;
  readonly hidden: readonly number[];
  /**
   * Whether pictures are moved first, by whole pixels, so that the centre of their mass is in the middle. Two more
   * numbers of the code say where it was, and the picture is rebuilt there. Default false.
   */
  readonly place?: boolean | undefined;
}

export type Net = DenseNet | ConvNet | ResidualNet | LinearNet | VariationalNet | MeaningNet;
