import { makeScale } from '../../scales/scale.ts';
import { ColoredLine } from '../../surfaces/colored-line.ts';
import type { Surface } from '../../surfaces/surface.ts';
import { clip, ellipsisFor, plain, visibleWidth } from '../../text.ts';
import type { Frame } from './frame.ts';

/** The axis below the plot, and the labels below the axis. */
export function xAxisLines(frame: Frame, xLabel: string, surface: Surface): string[] {
  const { width, gutter, plotColumns, xDomain, xTicks } = frame;
  const [corner, axis, tick] = surface.unicode ? '└─┬' : '+-+';
  const name = clip(plain(xLabel), width, ellipsisFor(surface.unicode));
  const nameStart = width - visibleWidth(name);
  const marks = Array<string>(plotColumns).fill(axis!);
  let labels = '';
  if (xDomain !== undefined) {
    const place = makeScale(xDomain, frame.xScale, 0, plotColumns - 1);
    xTicks.values.forEach((value, index) => {
      const column = Math.max(0, Math.min(plotColumns - 1, Math.round(place(value))));
      marks[column] = tick!;
      const label = xTicks.labels[index]!;
      const start = Math.max(0, gutter + column - (label.length >> 1));
      // One blank on either side, or the label is left out: its mark stays.
      if (start < labels.length + (labels === '' ? 0 : 1)) return;
      if (start + label.length > (name === '' ? width : nameStart - 1)) return;
      labels = labels.padEnd(start) + label;
    });
  }
  const line = (gutter > 0 ? corner!.padStart(gutter) : '') + marks.join('');
  return [
    new ColoredLine(surface.color).add(line, 'gray').toString(),
    new ColoredLine(surface.color)
      .add(name === '' ? labels : labels.padEnd(nameStart), 'gray')
      .add(name)
      .toString(),
  ];
}
