import { UsageError } from '@hourglass/command-line';
import { detectSurface } from '@hourglass/viz';
import type { OutputOptions } from '../output.ts';
import type { RawResult } from '../result.ts';
import type { Suite } from '../suites/suite.ts';
import { svgOf } from './chart.ts';
import { renderMarkdown } from './markdown.ts';
import { renderText } from './text.ts';

/** @throws {UsageError} if these suites cannot be printed in this form. */
export function checkRender(suites: readonly Suite[], { svg }: OutputOptions): void {
  if (!svg) return;
  const flat = suites.find(({ chart }) => !chart);
  if (flat) throw new UsageError(`suite '${flat.name}' has no chart that --svg could print.`);
  if (suites.length > 1) throw new UsageError('--svg prints one suite, for a file holds one chart.');
}

/** Results as they are printed: NDJSON, Markdown, SVG, or text for a terminal. */
export function render(results: readonly RawResult[], options: OutputOptions): string {
  if (options.json) return results.map((result) => `${JSON.stringify(result)}\n`).join('');
  if (options.svg) return results.map(svgOf).join('');
  if (options.markdown) return results.map(renderMarkdown).join('\n');
  // A file is no terminal: no colours, any width.
  const stream: { isTTY?: boolean; columns?: number } = options.out === undefined ? process.stdout : {};
  const env = options.out === undefined ? process.env : {};
  const surface = detectSurface(stream, env);
  const width = stream.columns ?? Number.POSITIVE_INFINITY;
  return results.map((result) => renderText(result, surface, width)).join('\n');
}
