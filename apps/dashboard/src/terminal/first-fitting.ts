import { clip, visibleWidth } from '@hourglass/viz';

/** The first of some texts that is no wider than `width`; the last one, cut, where none is. */
export function firstFitting(texts: readonly string[], width: number, ellipsis: string): string {
  return texts.find((text) => visibleWidth(text) <= width) ?? clip(texts.at(-1) ?? '', width, ellipsis);
}
