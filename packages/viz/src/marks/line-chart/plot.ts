import { makeScale } from '../../scales/scale.ts';
import { ColoredLine } from '../../surfaces/colored-line.ts';
import { DotCanvas } from '../../surfaces/dot-canvas.ts';
import type { Surface } from '../../surfaces/surface.ts';
import { clip, ellipsisFor } from '../../text.ts';
import type { DrawnReference, Frame } from './frame.ts';
import { drawPath } from './path.ts';
import type { DrawnSeries } from './series.ts';

/** The middle of a chart: the y axis on the left, the plot, names of references on the right. */
export function plotLines(series: readonly DrawnSeries[], frame: Frame, surface: Surface): string[] {
  const { gutter, margin, plotRows } = frame;
  const { canvas, labels, names } = drawPlot(series, frame, surface.unicode);
  // A cell's layer is an index into this list.
  const layers = [...series, ...frame.references];
  const lines: string[] = [];
  for (let row = 0; row < plotRows; row++) {
    const line = new ColoredLine(surface.color);
    if (gutter > 0) line.add(axisPiece(labels[row], gutter, surface.unicode), 'gray');
    const named = margin > 0 ? names[row] : undefined;
    addCells(line, canvas, row, layers, named !== undefined);
    if (named !== undefined) {
      line.add(` ${clip(named.name, margin - 1, ellipsisFor(surface.unicode))}`, named.color);
    }
    lines.push(line.toString());
  }
  return lines;
}

interface Plot {
  readonly canvas: DotCanvas;
  /** Labels of y, and references to name, by row; most rows have none. */
  readonly labels: (string | undefined)[];
  readonly names: (DrawnReference | undefined)[];
}

function drawPlot(series: readonly DrawnSeries[], frame: Frame, unicode: boolean): Plot {
  const { plotRows, references, xDomain, yDomain, yTicks } = frame;
  const canvas = new DotCanvas(frame.plotColumns, plotRows, unicode);
  const plot: Plot = { canvas, labels: [], names: [] };
  if (yDomain === undefined) return plot;

  const placeY = makeScale(yDomain, frame.yScale, canvas.height - 1, 0);
  const rowOf = (y: number) => Math.floor((Math.round(placeY(y)) * plotRows) / canvas.height);
  yTicks.values.forEach((value, index) => {
    plot.labels[rowOf(value)] ??= yTicks.labels[index]!;
  });
  // References first: where a line crosses one, the cell gets the line's colour.
  references.forEach((reference, index) => {
    const dot = Math.round(placeY(reference.y));
    if (dot < 0 || dot >= canvas.height) return;
    canvas.line(0, dot, canvas.width - 1, dot, series.length + index, 'dashed');
    putNear(plot.names, rowOf(reference.y), plotRows, reference);
  });
  if (xDomain === undefined) return plot;
  const placeX = makeScale(xDomain, frame.xScale, 0, canvas.width - 1);
  series.forEach(({ xs, ys, style }, index) => {
    drawPath(canvas, xs, ys, placeX, placeY, index, style);
  });
  return plot;
}

function axisPiece(label: string | undefined, gutter: number, unicode: boolean): string {
  const axis = label === undefined ? (unicode ? '│' : '|') : unicode ? '┤' : '+';
  return `${(label ?? '').padStart(gutter - 2)} ${axis}`;
}

/** Adds one row of the canvas; blanks at its end only when something follows. */
function addCells(
  line: ColoredLine,
  canvas: DotCanvas,
  row: number,
  layers: readonly { readonly color: DrawnSeries['color'] }[],
  toTheEnd: boolean,
): void {
  let blanks = 0;
  for (let column = 0; column < canvas.columns; column++) {
    const layer = canvas.layerAt(column, row);
    if (layer < 0) {
      blanks++;
      continue;
    }
    if (blanks > 0) line.addBlanks(blanks);
    blanks = 0;
    line.add(canvas.characterAt(column, row), layers[layer]!.color);
  }
  if (toTheEnd) line.addBlanks(blanks);
}

/** Puts a name into its row; when that is taken, into the next one below or above; else nowhere. */
function putNear(names: Plot['names'], row: number, rows: number, reference: DrawnReference): void {
  for (const candidate of [row, row + 1, row - 1]) {
    if (candidate < 0 || candidate >= rows || names[candidate] !== undefined) continue;
    names[candidate] = reference;
    return;
  }
}
