import { expect, test } from 'vitest';
import { storedResult } from '../../test/helpers/stored-result.ts';
import { parseResults } from './parse-results.ts';

const { rows, ...withoutRows } = storedResult('mnist');
const changed = (change: object) => JSON.stringify({ ...withoutRows, rows, ...change });

test.each([
  ['', "'x.json' holds no results."],
  ['\n\n', "'x.json' holds no results."],
  ['{"format":', "'x.json' line 1: no JSON"],
  ['null', "'x.json' line 1: no result of format hourglass-bench/1"],
  ['[]', "'x.json' line 1: no result of format hourglass-bench/1"],
  [`${changed({})}\n${changed({ format: 'other' })}`, "'x.json' line 2: no result of format"],
  [changed({ suite: 'constructor' }), "'x.json' line 1: suite 'constructor' is unknown"],
  [JSON.stringify(withoutRows), "'x.json' line 1: the result is not whole"],
])('%.40j is refused', (text, message) => {
  expect(() => parseResults('x.json', text)).toThrow(message);
});
