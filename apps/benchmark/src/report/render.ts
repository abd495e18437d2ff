import { detectSurface } from '@hourglass/viz';
import type { OutputOptions } from '../output.ts';
import type { RawResult } from '../result.ts';
import { renderMarkdown } from './markdown.ts';
import { renderText } from './text.ts';

/** Results as they are printed: NDJSON, Markdown, or text for a terminal. */
export function render(results: readonly RawResult[], options: OutputOptions): string {
  if (options.json) return results.map((result) => `${JSON.stringify(result)}\n`).join('');
  if (options.markdown) return results.map(renderMarkdown).join('\n');
  // A file is no terminal: no colours, any width.
  const stream: { isTTY?: boolean; columns?: number } = options.out === undefined ? process.stdout : {};
  const env = options.out === undefined ? process.env : {};
  const surface = detectSurface(stream, env);
  const width = stream.columns ?? Number.POSITIVE_INFINITY;
  return results.map((result) => renderText(result, surface, width)).join('\n');
}
