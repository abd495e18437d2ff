import { namesInTable, readmeExamples, runExample } from '@hourglass/test-fixtures/readme';
import { describe, expect, test } from 'vitest';
import { indexes, measures, rerankings } from '../src/index.ts';
import { hasMilvus, noMilvus, useMilvus } from './milvus-server.ts';

const readme = new URL('../README.md', import.meta.url);
const examples = readmeExamples(readme);
const needsMilvus = ({ code }: { readonly code: string }) => code.includes('HOURGLASS_MILVUS');

test.each(examples.filter((example) => !needsMilvus(example)))('README: $title', ({ code, output }) => {
  expect(output, 'a text block with the output must follow').toBeDefined();
  expect(runExample(readme, code)).toBe(output);
});

describe.skipIf(!hasMilvus)(`with Milvus${hasMilvus ? '' : ` (${noMilvus})`}`, () => {
  test.each(examples.filter(needsMilvus))('README: $title', async ({ code, output }) => {
    const milvus = await useMilvus();
    const before = process.env.HOURGLASS_MILVUS;
    process.env.HOURGLASS_MILVUS = milvus.server;
    try {
      expect(runExample(readme, code)).toBe(output);
    } finally {
      if (before === undefined) delete process.env.HOURGLASS_MILVUS;
      await milvus.stop();
    }
  });
});

test.each([
  ['kind', Object.keys(indexes)],
  ['name', Object.keys(measures)],
  ['step', Object.keys(rerankings)],
])('README: the table that begins with %s is whole', (heading, names) => {
  expect(namesInTable(readme, heading).sort()).toEqual([...names].sort());
});
