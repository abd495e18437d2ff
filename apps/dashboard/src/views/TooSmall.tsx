import { clip } from '@hourglass/viz';
import { type ViewName, viewNames } from '../state/view-names.ts';
import { Lines } from './Lines.tsx';
import { useStyle } from './surface.ts';
import { views } from './table.ts';

export interface TooSmallProps {
  readonly columns: number;
  readonly rows: number;
  readonly view: ViewName;
}

/** Whether a view can be drawn on a terminal of this size. */
export function fitsInto(view: ViewName, columns: number, rows: number): boolean {
  const { least } = views[view];
  return columns >= least.columns && rows >= least.rows;
}

/** Fits even where next to nothing fits. Names the views that need less. */
export function TooSmall({ columns, rows, view }: TooSmallProps) {
  const { sign } = useStyle();
  const { least } = views[view];
  const others = viewNames.filter((name) => fitsInto(name, columns, rows));
  const lines = [
    `too small: ${columns}x${rows}, needs ${least.columns}x${least.rows}`,
    ...(others.length === 0 ? [] : ['', 'There is room for:']),
    ...others.map((name) => `  ${views[name].key} ${name}`),
  ];
  return <Lines lines={lines.slice(0, rows - 1 || 1).map((line) => clip(line, columns, sign('…', '~')))} />;
}
