import { joinSlices } from '../join-slices.ts';
import { checkCifarBinary, unfoldCifarBinary } from './cifar-binary.ts';
import type { FormatReader } from './format.ts';

/**
 * One split from its files of CIFAR records, in the order of the catalog.
 * If they lie end to end in one buffer (see `rooms.ts`), the pictures are written over them and nothing is copied.
 *
 * @throws {DatasetError} `FORMAT_INVALID`, `LABEL_OUT_OF_RANGE`
 */
export const readCifarImages: FormatReader = (record, split, files) => {
  const sets = Object.entries(record.labels);
  const classes = sets.map(([, names]) => names.length);
  for (const { content, path } of files) checkCifarBinary(content, classes, path);
  const { count, pixels, labels } = unfoldCifarBinary(
    joinSlices(files.map((file) => file.content)),
    sets.length,
  );
  return {
    name: record.name,
    split,
    shape: record.shape,
    count,
    pixels,
    labels: Object.fromEntries(sets.map(([key, names], set) => [key, { names, values: labels[set]! }])),
    ids: Uint32Array.from({ length: count }, (_, place) => place),
  };
};
