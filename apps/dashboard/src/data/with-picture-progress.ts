import { basename } from 'node:path';
import type { FolderProgress } from '@hourglass/datasets';
import { formatPercent, progressBar } from '@hourglass/viz';
import { progressOutput } from './progress-output.ts';

/** Does `work`, which reads a folder's pictures, and shows on stderr how far it is. */
export async function withPictureProgress<T>(
  folder: string,
  work: (options: { onPicture: (progress: FolderProgress) => void }) => Promise<T>,
): Promise<T> {
  const output = progressOutput();
  try {
    return await work({
      onPicture({ done, total }) {
        const text = `${formatPercent(done / total, 0)}  ${done} of ${total} pictures`;
        output.show(
          () => `${progressBar(done / total, { width: 30 })}  ${text}`,
          () => `${basename(folder)}: ${text}`,
        );
      },
    });
  } finally {
    output.clear();
  }
}
