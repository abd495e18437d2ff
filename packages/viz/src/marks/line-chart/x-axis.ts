import { makeScale } from '../../scales/scale.ts';
import { ColoredLine } from '../../surfaces/colored-line.ts';
import type { Surface } from '../../surfaces/surface.ts';
import { clip, ellipsisFor, plain, visibleWidth } from '../../text.ts';
import type { Frame } from './frame.ts';

/** The axis below the plot, and the labels below the axis. */
export function xAxisLines(frame: Frame, xLabel: string, surface: Surface): string[] {
  const { width, gutter, plotColumns, xDomain, xTicks } = frame;
  const [corner, axis, tick] = surface.unicode ? '└─┬' : '+-+';
  const marks = Array<string>(plotColumns).fill(axis!);
  const labels: Label[] = [];
  if (xDomain !== undefined) {
    const place = makeScale(xDomain, frame.xScale, 0, plotColumns - 1);
    xTicks.values.forEach((value, index) => {
      const column = Math.max(0, Math.min(plotColumns - 1, Math.round(place(value))));
      marks[column] = tick!;
      const text = xTicks.labels[index]!;
      const start = Math.max(0, Math.min(gutter + column - (text.length >> 1), width - text.length));
      // One blank on either side, or the label is left out: its mark stays.
      const fits = labels.length === 0 ? text.length <= width : start > endOf(labels);
      if (fits) labels.push({ start, text });
    });
  }
  const line = (gutter > 0 ? corner!.padStart(gutter) : '') + marks.join('');
  const name = clip(plain(xLabel), width, ellipsisFor(surface.unicode));
  return [
    new ColoredLine(surface.color).add(line, 'gray').toString(),
    labelLine(labels, name, width, surface),
  ];
}

interface Label {
  readonly start: number;
  readonly text: string;
}

function endOf(labels: readonly Label[]): number {
  const last = labels.at(-1);
  return last ? last.start + last.text.length : 0;
}

/** The labels, and the name of the axis at the right end; else before the last label, as in `epoch 20`. */
function labelLine(labels: readonly Label[], name: string, width: number, { color }: Surface): string {
  const length = visibleWidth(name);
  const last = labels.at(-1);
  const places = [
    { left: labels, gap: 1, start: width - length, right: '' },
    // Further from the label on its left, so that it is read with the one on its right.
    { left: labels.slice(0, -1), gap: 2, start: (last?.start ?? 0) - 1 - length, right: ` ${last?.text}` },
  ];
  const isFree = ({ left, gap, start }: (typeof places)[number]) =>
    start >= (left.length > 0 ? endOf(left) + gap : 0);
  const place = name === '' ? undefined : places.find(isFree);
  const { left, start, right } = place ?? { left: labels, start: 0, right: '' };
  const text = left.reduce((sum, label) => sum.padEnd(label.start) + label.text, '').padEnd(start);
  return new ColoredLine(color)
    .add(text, 'gray')
    .add(place ? name : '')
    .add(right, 'gray')
    .toString();
}
