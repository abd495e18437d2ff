import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RawResult } from '../src/result.ts';
import { faults } from '../src/suites/search/faults.ts';
import type { SearchRow } from '../src/suites/search/row.ts';
import { recallOf } from '../src/suites/search/rows.ts';
import { bench, benchWith } from './helpers/bench.ts';
import { pythonThat } from './helpers/python.ts';

async function tinyRun(python: string): Promise<RawResult<SearchRow>> {
  const { code, stdout, stderr } = await benchWith(
    { HOURGLASS_PYTHON: python },
    ...['run', 'search', '--tiny', '--json'],
  );
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as RawResult<SearchRow>;
}

test('search, tiny: every index of ours finds what the exact one finds; what Python lacks is named', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hourglass-bench-'));
  try {
    const result = await tinyRun(pythonThat(folder, 'bare', 'exit 1'));
    const contenders = [
      ...['exact', 'faiss-flat', 'exact-int8', 'disk'],
      ...['usearch ef 32', 'faiss-hnsw ef 32', 'hnswlib ef 32'],
    ];
    expect(result.rows.map(({ contender }) => contender)).toEqual([...contenders, ...contenders]);
    for (const { contender, work, skipped, recall, rounds, memoryBytes, openSeconds } of result.rows) {
      if (/faiss|hnswlib/.test(contender)) {
        expect(skipped).toMatch(/^(faiss|hnswlib) is not installed for Python$/);
        continue;
      }
      expect(skipped).toBeUndefined();
      expect(recall).toBeGreaterThan(0.98);
      expect(rounds).toHaveLength(2);
      for (const { queries } of rounds) expect(queries % (work === 'many' ? 50 : 1)).toBe(0);
      expect(memoryBytes).toBeGreaterThan(2 ** 20);
      expect(openSeconds?.length).toBe(contender === 'disk' ? 5 : undefined);
    }
    expect(faults(result)).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 240_000);

test('whoever compares all and finds others is an error, and so is what broke', () => {
  const row = { name: 'a', exercise: 'e', rounds: [] };
  const rows: SearchRow[] = [
    { ...row, contender: 'exact-int8', recall: 0.99 },
    { ...row, contender: 'usearch ef 32', recall: 0.5 },
    { ...row, name: 'b', contender: 'faiss-flat', failed: 'out of memory' },
  ];
  expect(faults({ rows } as unknown as RawResult<SearchRow>)).toEqual([
    "'a' finds 99.00 % of what the exact index finds.",
    "'b' failed: out of memory",
  ]);
});

test('--only: parts by name; a word that names nothing lists what there is', async () => {
  const some = await bench('run', 'search', '--tiny', '--json', '--only', '2k,exact,exact-int8');
  expect(some.code, some.stderr).toBe(0);
  const { rows, config } = JSON.parse(some.stdout) as RawResult<SearchRow>;
  expect(new Set(rows.map(({ contender }) => contender))).toEqual(new Set(['exact', 'exact-int8']));
  expect(config.only).toEqual(['2k', 'exact', 'exact-int8']);
  const wrong = await bench('run', 'search', '--tiny', '--only', 'milvus');
  expect(wrong).toMatchObject({ code: 2, stdout: '' });
  expect(wrong.stderr).toContain(
    "--only 'milvus' is nothing of suite 'search'. Known: 2k, exact, faiss-flat,",
  );
}, 240_000);

test('recall: equal items count whichever is found, a farther one does not, nor one twice', () => {
  // Eleven items as near as one another, then one that is farther. One query, one number a code.
  const codes = {
    items: Float32Array.from({ length: 12 }, (_, i) => (i < 11 ? 1 : 0.5)),
    queries: Float32Array.of(1),
  };
  const truth = Int32Array.from({ length: 10 }, (_, i) => i);
  const recall = (...found: number[]) => recallOf(Int32Array.from(found), truth, codes, 1);
  expect(recall(10, 1, 2, 3, 4, 5, 6, 7, 8, 9)).toBe(1);
  expect(recall(11, 1, 2, 3, 4, 5, 6, 7, 8, 9)).toBe(0.9);
  expect(recall(1, 1, 2, 3, 4, 5, 6, 7, 8, -1)).toBe(0.8);
});
