import { type RawResult, resultFormat } from '../result.ts';
import { suites } from '../suites/index.ts';

/** Reads NDJSON of raw results. @throws {Error} naming the file and line of what is none. */
export function parseResults(file: string, text: string): RawResult[] {
  const results = text.split('\n').flatMap((line, i) => {
    if (line.trim() === '') return [];
    const problem = (what: string) => new Error(`'${file}' line ${i + 1}: ${what}.`);
    let value: Partial<RawResult> | null;
    try {
      value = JSON.parse(line) as typeof value;
    } catch {
      throw problem('no JSON; allowed: what `run --json` prints');
    }
    if (value?.format !== resultFormat) throw problem(`no result of format ${resultFormat}`);
    if (!Object.hasOwn(suites, String(value.suite))) throw problem(`suite '${value.suite}' is unknown`);
    const whole =
      Array.isArray(value.rows) && value.machine && value.versions && value.dataset && value.config;
    if (!whole) throw problem('the result is not whole');
    return [value as RawResult];
  });
  if (results.length === 0) throw new Error(`'${file}' holds no results.`);
  return results;
}
