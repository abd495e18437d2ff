import { fitPca, type PcaEncoder } from '../encoders/pca.ts';
import type { RunParts, RunState } from './run-parts.ts';

/** PCA with as many numbers as the code has: what a run is held against. Fitted when it is first asked for. */
export async function referenceOf(
  { config: { net }, data: { train }, codeSize, autoencoder }: RunParts,
  state: RunState,
): Promise<PcaEncoder> {
  const size = Math.min(codeSize, autoencoder.pixelCount, train.count);
  state.pca ??= await fitPca(train, size, net.kind === 'residual' ? net : {});
  return state.pca;
}
