import { expect, test } from 'vitest';
import { engineNames } from '../names.ts';
import { availableEngines } from './available-engines.ts';

test('every engine has a row, and where the tests run all work that are installed', async () => {
  const reports = await availableEngines();
  expect(reports.map(({ name }) => name)).toEqual(engineNames);
  for (const report of reports.filter(({ name }) => name !== 'tfjs-node')) {
    expect(report).toEqual({
      name: report.name,
      works: true,
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      threads: expect.any(Number),
      ...(report.name === 'native' ? { providers: expect.arrayContaining(['cpu']) } : {}),
      howToGet: expect.stringMatching(/^pnpm add /),
    });
  }
});

test('tfjs-node works where it was built, and says elsewhere that it was not', async () => {
  const report = (await availableEngines()).find(({ name }) => name === 'tfjs-node');
  expect(report).toEqual({
    name: 'tfjs-node',
    howToGet: expect.stringMatching(/^node .*build-tfjs-node\.mjs$/),
    ...(report?.works
      ? {
          works: true,
          version: expect.stringMatching(/^\d+\.\d+\.\d+/),
          threads: expect.any(Number),
          origin: expect.stringMatching(/^(installed|built)$/),
        }
      : { works: false, whyNot: expect.stringContaining('it is not built') }),
  });
});
