import { dirname } from 'node:path';
import { DatasetError, getDataset } from '@hourglass/datasets';

/** Where the sets are that this suite loads. */
export interface Sources {
  /** Folder of MNIST's packed files. */
  readonly mnist: string;
  /** The folder that holds CIFAR-100 and its archive; or why there are none. */
  readonly cifar100: { readonly dataDir: string; readonly archive: string } | { readonly absent: string };
}

/** MNIST is the embedded one; CIFAR-100 is looked for in `dataDir`, else in HOURGLASS_DATA_DIR. */
export async function findSources(dataDir: string | undefined): Promise<Sources> {
  const mnist = await embeddedMnist();
  const habit = dataDir ?? (process.env.HOURGLASS_DATA_DIR || undefined);
  if (habit === undefined) return { mnist, cifar100: { absent: 'no HOURGLASS_DATA_DIR' } };
  try {
    const { paths } = await getDataset('cifar100', { dataDir: habit, offline: true });
    const [archive = ''] = paths;
    if (paths.length > 1) return { mnist, cifar100: { absent: 'no archive, but unpacked files' } };
    return { mnist, cifar100: { dataDir: habit, archive } };
  } catch (error) {
    // A folder that was asked for must be one; a habit need not.
    const isAbsent = error instanceof DatasetError && error.code === 'FILES_MISSING';
    if (!isAbsent && dataDir !== undefined) throw error;
    return { mnist, cifar100: { absent: isAbsent ? 'not in the data folder' : 'no such data folder' } };
  }
}

/** Where the embedded files lie: found as if there were no data folder. */
async function embeddedMnist(): Promise<string> {
  const habit = process.env.HOURGLASS_DATA_DIR;
  delete process.env.HOURGLASS_DATA_DIR;
  try {
    const { paths } = await getDataset('mnist', { offline: true });
    return dirname(paths[0]!);
  } finally {
    if (habit !== undefined) process.env.HOURGLASS_DATA_DIR = habit;
  }
}
