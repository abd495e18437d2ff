import { join } from 'node:path';
import { makeFolder } from '@hourglass/files';
import { EnvHttpProxyAgent } from 'undici';
import type { DatasetDownload, DatasetRecord } from '../catalog/record.ts';
import { DatasetError } from '../errors.ts';
import { datasetFolder } from './cache-folder.ts';
import { download } from './download.ts';
import { type DownloadLimits, defaultLimits } from './limits.ts';
import { withLock } from './lock.ts';
import { createProgress, type OnProgress } from './progress.ts';
import { wholeOnDisk } from './whole-on-disk.ts';
import { onDisk } from './write-file.ts';

export interface FetchOptions {
  readonly cacheDir?: string | undefined;
  readonly onProgress?: OnProgress | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly limits?: DownloadLimits;
}

/**
 * Gets all downloads of a dataset into its folder in the cache. What is there and right stays; of several processes
 * one fetches, and the others wait for it. `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` are honoured.
 *
 * @throws {DatasetError} `DOWNLOAD_FAILED`, `CACHE_UNUSABLE`
 * @throws `signal.reason` if it was stopped.
 */
export async function fetchDataset(
  { name, title, origin }: Pick<DatasetRecord, 'name' | 'title' | 'origin'>,
  { cacheDir, onProgress = () => {}, signal, limits = defaultLimits }: FetchOptions = {},
): Promise<void> {
  const { downloads, mirrors } = origin ?? { downloads: [], mirrors: [] };
  const folder = datasetFolder(name, cacheDir);
  const total = downloads.reduce((sum, { bytes }) => sum + bytes, 0);
  const report = createProgress(name, total, onProgress);
  await withLock(
    folder,
    async (held) => {
      await onDisk(folder, () => makeFolder(folder));
      const dispatcher = new EnvHttpProxyAgent();
      try {
        for (const wanted of downloads) {
          const path = join(folder, wanted.name);
          const onBytes = (bytes: number) => report(wanted.name, bytes);
          if (!(await wholeOnDisk(wanted, path))) {
            const reasons = await download(wanted, mirrors, path, {
              dispatcher,
              limits,
              signal: held,
              onBytes,
            });
            if (reasons !== undefined) throw failed(title, wanted, reasons);
          }
          report(wanted.name, wanted.bytes, true);
        }
      } finally {
        await dispatcher.destroy();
      }
    },
    signal,
  );
}

function failed(title: string, { name }: DatasetDownload, reasons: readonly string[]): DatasetError {
  return new DatasetError(
    'DOWNLOAD_FAILED',
    `${title}: ${name} could not be fetched. ${reasons.join('; ')}.\n` +
      `Try again later (it goes on where it stopped), or put ${name} into HOURGLASS_DATA_DIR.`,
  );
}
