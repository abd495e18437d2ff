import { expect, test } from 'vitest';
import { engineNames } from '../compile/engine-name.ts';
import { availableEngines } from './available-engines.ts';

test('every engine has a row, and where the tests run all work', async () => {
  const reports = await availableEngines();
  expect(reports.map(({ name }) => name)).toEqual(engineNames);
  for (const report of reports) {
    expect(report).toEqual({
      name: report.name,
      works: true,
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      threads: expect.any(Number),
      howToGet: expect.stringMatching(/^pnpm add /),
    });
  }
});
