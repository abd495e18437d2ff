import { type DatasetName, describeDataset } from '@hourglass/datasets/catalog';

/**
 * Fetches a set before its run starts, where the progress can be seen. If it cannot be had, the run may do
 * with a small one and says so; it shall not try the network again.
 *
 * @throws {InterruptedError} after Ctrl-C.
 * @throws {DatasetError} if what is here is broken.
 */
export async function bringData(name: DatasetName, dataDir: string | undefined): Promise<void> {
  if (describeDataset(name).embedded !== undefined || dataDir !== undefined) return;
  const [{ getDataset, isAbsent }, { withDownload }] = await Promise.all([
    import('@hourglass/datasets'),
    import('./with-download.ts'),
  ]);
  try {
    await withDownload(name, (options) => getDataset(name, options));
  } catch (error) {
    if (!isAbsent(error)) throw error;
    process.env.HOURGLASS_OFFLINE = '1';
  }
}
