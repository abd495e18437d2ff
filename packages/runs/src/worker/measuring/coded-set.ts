import type { ImageSet } from '@hourglass/datasets';
import type { Encoder } from '@hourglass/models';
import type { Codes, MeasureName } from '@hourglass/similarity';

/** Pictures with their codes. */
export interface CodedSet {
  readonly encoder: string;
  readonly images: ImageSet;
  readonly codes: Codes;
  /** Whether all codes are shares, 0..1. Only for those is BCE defined. */
  readonly shares: boolean;
}

export async function encodeSet(encoder: Encoder, images: ImageSet): Promise<CodedSet> {
  const data = await encoder.encode(images);
  const codes = { count: images.count, size: encoder.codeSize, data };
  return { encoder: encoder.name, images, codes, shares: areShares(data) };
}

/** The measures that fit both, the first of which is always there. */
export function measuresFor(items: CodedSet, queries: CodedSet): readonly MeasureName[] {
  return items.shares && queries.shares ? ['cosine', 'bce'] : ['cosine'];
}

/** A plain loop: there may be 47 million. */
function areShares(data: Float32Array): boolean {
  for (let i = 0; i < data.length; i++) if (!(data[i]! >= 0 && data[i]! <= 1)) return false;
  return true;
}
