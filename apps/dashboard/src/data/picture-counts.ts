import type { DatasetRecord } from '@hourglass/datasets';

/** How many pictures each split has by its official files: known before any of them is here. */
export function pictureCounts(record: DatasetRecord): { readonly train: number; readonly test: number } {
  return { train: countOf(record, 'train'), test: countOf(record, 'test') };
}

const idxLabelsHeader = 8;

function countOf({ files, shape, labels }: DatasetRecord, split: 'train' | 'test'): number {
  const [height, width, channels] = shape;
  const record = Object.keys(labels).length + height * width * channels;
  return files
    .filter((file) => file.split === split)
    .reduce((sum, { role, bytes }) => {
      if (role === 'records') return sum + bytes / record;
      return role === 'labels' ? sum + bytes - idxLabelsHeader : sum;
    }, 0);
}
