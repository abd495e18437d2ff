import { expect, test } from 'vitest';
import { run } from './helpers/command.ts';

test('hourglass doctor says which engines work here', async () => {
  const { code, stdout, stderr } = await run(['doctor', '--json']);
  expect([code, stderr]).toEqual([0, '']);
  const reports = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(reports.map(({ name }) => name)).toEqual(['native', 'wasm', 'tfjs-node', 'tfjs']);
  expect(reports[0]).toMatchObject({ works: true, version: expect.stringMatching(/^\d+\.\d+/) });
  const table = (await run(['doctor'])).stdout;
  expect(table).toMatch(/^native +yes /m);
  expect(table).toMatch(/^tfjs-node +yes|build-tfjs-node\.mjs$/m);
  expect(table).toMatch(/^native runs on the CPU; experimental, HOURGLASS_PROVIDER=webgpu/m);
});
