import { readFileSync } from 'node:fs';
import { parseResults } from '../../src/report/parse-results.ts';
import type { BaseRow, RawResult } from '../../src/result.ts';

export function fixture(name: string): string {
  return new URL(`../fixtures/${name}.ndjson`, import.meta.url).pathname;
}

/** A raw result as a real run printed it; only the machine has another name. */
export function storedResult<Row extends BaseRow>(
  name: 'mnist' | 'engines' | 'train' | 'load',
): RawResult<Row> {
  const file = fixture(name);
  return parseResults(file, readFileSync(file, 'utf8'))[0] as RawResult<Row>;
}
