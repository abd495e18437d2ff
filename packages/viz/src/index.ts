// Pictures: lines of text, to be joined or drawn as they are.

export type { ImageShape } from './marks/image/picture.ts';
export { type ImageOptions, image, scaleToFit } from './marks/image.ts';
export { type GridImage, type Highlight, type ImageGridOptions, imageGrid } from './marks/image-grid.ts';

// Curves.
export {
  type LineChartOptions,
  type LineSeries,
  lineChart,
  type Point,
  type Reference,
} from './marks/line-chart.ts';
// Tables.
export { type MarkdownTableOptions, markdownTable } from './marks/markdown-table.ts';
// One line each.
export { type ProgressBarOptions, progressBar } from './marks/progress-bar.ts';
export { type SparklineOptions, sparkline } from './marks/sparkline.ts';
export { type SvgLineChartOptions, svgLineChart } from './marks/svg-line-chart.ts';
export { type Cell, type TableOptions, table } from './marks/table.ts';
export type { Domain, ScaleKind } from './scales/domain.ts';
// What a terminal can show.
export { type ColorName, paint } from './surfaces/color.ts';
export {
  detectColor,
  detectSurface,
  detectUnicode,
  type Environment,
  type OutputStream,
} from './surfaces/detect.ts';
export type { LineStyle } from './surfaces/dot-canvas.ts';
export type { ColorLevel, Surface, SurfaceOptions } from './surfaces/surface.ts';

// Text and numbers.
export { type Alignment, clip, pad, plain, visibleWidth } from './text.ts';
export {
  formatBytes,
  formatCount,
  formatDuration,
  formatLoss,
  formatPercent,
  formatRate,
} from './units.ts';
