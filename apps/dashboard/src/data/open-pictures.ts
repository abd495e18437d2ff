import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import {
  datasetNames,
  describeDataset,
  type ImageSet,
  type ImageShape,
  loadDataset,
  loadImageFolder,
} from '@hourglass/datasets';
import { formatPercent, progressBar } from '@hourglass/viz';
import { progressOutput } from './progress-output.ts';
import { withDownload } from './with-download.ts';

export interface OpenOptions {
  readonly split: 'train' | 'test';
  readonly shape?: ImageShape;
  readonly data?: string;
  readonly offline?: boolean;
}

/** Pictures to look at, with what to call them. */
export interface OpenedPictures {
  readonly set: ImageSet;
  readonly title: string;
  readonly warnings: readonly string[];
}

/** A set of the catalog by its name, or a folder by its path. A name of the catalog is never a folder. */
export async function openPictures(name: string, options: OpenOptions): Promise<OpenedPictures> {
  const isKnown = (datasetNames() as readonly string[]).includes(name);
  if (!isKnown && (/[/\\]/.test(name) || existsSync(name))) return openFolder(name, options);
  const { title } = describeDataset(name);
  const { data, offline, split } = options;
  const loaded = await withDownload(name, (rest) => loadDataset(name, { ...rest, dataDir: data, offline }));
  return { set: loaded[split], title: `${title}, ${split}`, warnings: loaded.warnings };
}

async function openFolder(path: string, { shape = [32, 32, 3] }: OpenOptions): Promise<OpenedPictures> {
  const output = progressOutput();
  try {
    const { set, unreadable, warnings } = await loadImageFolder(path, {
      shape,
      onProgress: ({ done, total }) => {
        const text = `${formatPercent(done / total, 0)}  ${done} of ${total} pictures`;
        output.show(
          () => `${progressBar(done / total, { width: 30 })}  ${text}`,
          () => `${basename(path)}: ${text}`,
        );
      },
    });
    const [first] = unreadable;
    const left = first
      ? [
          `${unreadable.length} of the files cannot be read, such as ${first.path}: ${first.reason.split('\n')[0]}`,
        ]
      : [];
    return { set, title: set.name, warnings: [...warnings, ...left] };
  } finally {
    output.clear();
  }
}
