import type { ImageSet } from '@hourglass/datasets';
import type { Encoder } from '@hourglass/models';
import type { LabelledCodes } from '@hourglass/similarity';

/** Codes of a set with all of its labels; `fine` comes first, where there are several. */
export async function labelledCodes(encoder: Encoder, images: ImageSet): Promise<LabelledCodes> {
  return withLabels(images, await encoder.encode(images));
}

/** The same of codes that are there already. */
export function withLabels(images: ImageSet, data: Float32Array): LabelledCodes {
  const { fine, ...others } = images.labels;
  return {
    ids: images.ids,
    codes: { count: images.count, size: data.length / images.count, data },
    labels: fine!.values,
    otherLabels: Object.fromEntries(Object.entries(others).map(([name, { values }]) => [name, values])),
  };
}

/** The figures of all sets of labels by their names, `fine` first. */
export function byLabels<Judged>(fine: Judged, others: Readonly<Record<string, Judged>>) {
  return { fine, ...others } as Readonly<Record<string, Judged>>;
}
