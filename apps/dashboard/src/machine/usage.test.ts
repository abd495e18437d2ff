import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { processUsage } from './process-usage.ts';
import { usageMeter } from './usage.ts';

test.skipIf(process.platform !== 'linux')('a process that works has used what it says itself', () => {
  const { cpuSeconds, memory } = processUsage(process.pid)!;
  const own = process.cpuUsage();
  expect(Math.abs(cpuSeconds - (own.user + own.system) / 1e6)).toBeLessThan(0.5);
  expect(memory / process.memoryUsage.rss()).toBeGreaterThan(0.5);
  expect(memory / process.memoryUsage.rss()).toBeLessThan(2);
});

test('nothing is known of a process that is gone', () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  expect(processUsage(pid)).toBeUndefined();
  expect(usageMeter(pid)().run).toBeUndefined();
});

test('the machine is known, and of no process nothing', () => {
  const usage = usageMeter(undefined)();
  expect(usage.cores).toBeGreaterThan(0);
  expect(usage.freeMemory).toBeLessThanOrEqual(usage.memory);
  expect(usage.run).toBeUndefined();
});
