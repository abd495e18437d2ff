/** What a denoising autoencoder is shown instead of the picture (Vincent et al., 2008). One of the two. */
export type Corruption =
  /** Share of the pixels that turn black, each on its own. */
  | { readonly mask: number }
  /** Standard deviation of Gaussian noise on every number, as a share of the range. */
  | { readonly noise: number };

/** A price on numbers of the code that are not 0. One of the two. */
export type Sparsity =
  /** Times the mean of the code's numbers: each picture should use few. */
  | { readonly l1: number }
  /**
   * Times the Kullback-Leibler divergence between `target` and each number's mean over the batch, added up
   * over the code: each number should be used by few pictures (Ng, CS294A lecture notes, "Sparse autoencoder").
   */
  | { readonly kl: number; readonly target: number };
