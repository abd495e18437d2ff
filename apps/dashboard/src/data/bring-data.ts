import { describeDataset, isFolderPath } from '@hourglass/datasets/catalog';
import type { DataConfig } from '@hourglass/models/config';

/**
 * Fetches a set before its run starts, or reads a folder's pictures into the cache, where the progress can be
 * seen. If a set cannot be had, the run may do with a small one and says so; it shall not try the network again.
 *
 * @throws {InterruptedError} after Ctrl-C.
 * @throws {DatasetError} if what is here is broken.
 */
export async function bringData(config: DataConfig, dataDir: string | undefined): Promise<void> {
  const { dataset } = config;
  if (isFolderPath(dataset)) {
    const [{ loadTrainingData }, { withPictureProgress }] = await Promise.all([
      import('@hourglass/datasets'),
      import('./with-picture-progress.ts'),
    ]);
    await withPictureProgress(dataset, (options) => loadTrainingData(config, options));
    return;
  }
  if (describeDataset(dataset).embedded !== undefined || dataDir !== undefined) return;
  const [{ getDataset, isAbsent }, { withDownload }] = await Promise.all([
    import('@hourglass/datasets'),
    import('./with-download.ts'),
  ]);
  try {
    await withDownload(dataset, (options) => getDataset(dataset, options));
  } catch (error) {
    if (!isAbsent(error)) throw error;
    process.env.HOURGLASS_OFFLINE = '1';
  }
}
