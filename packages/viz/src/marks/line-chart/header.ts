import type { ColorName } from '../../surfaces/color.ts';
import { ColoredLine } from '../../surfaces/colored-line.ts';
import { asciiGlyph, type LineStyle } from '../../surfaces/dot-canvas.ts';
import type { Surface } from '../../surfaces/surface.ts';
import { clip, ellipsisFor, plain, visibleWidth } from '../../text.ts';
import type { DrawnSeries } from './series.ts';

const SAMPLES: Readonly<Record<LineStyle, string>> = { solid: '──', dashed: '╌╌', dotted: '┈┈' };
/** Columns between the label and the legend, and between the legend's entries. */
const GAP = 2;

/** The top line: what y is on the left, the legend on the right. Entries that do not fit are left out. */
export function headerLine(
  series: readonly DrawnSeries[],
  yLabel: string,
  width: number,
  surface: Surface,
): string {
  const label = clip(plain(yLabel), width, ellipsisFor(surface.unicode));
  const start = visibleWidth(label);
  const entries: { sample: string; name: string; color: ColorName }[] = [];
  let used = 0;
  for (const [index, { name, color, style }] of series.entries()) {
    if (name === '') continue;
    const sample = surface.unicode ? SAMPLES[style] : asciiGlyph(index);
    const needed = GAP + sample.length + 1 + visibleWidth(name);
    if (start + used + needed > width) break;
    entries.push({ sample, name, color });
    used += needed;
  }
  const line = new ColoredLine(surface.color).add(label);
  // The blank before the first entry grows, so that the last one ends at the right side.
  let blanks = width - start - used + GAP;
  for (const { sample, name, color } of entries) {
    line.addBlanks(blanks).add(sample, color).add(` ${name}`);
    blanks = GAP;
  }
  return line.toString();
}
