import { expect, it } from 'vitest';
import { newRunId } from './run-id.ts';

const now = new Date('2026-11-24T08:15:00.500Z');

it('is preset, UTC date, UTC time and four letters', () => {
  expect(newRunId('mnist-64', now)).toMatch(/^mnist-64-20261124-081500-[a-z0-9]{4}$/);
});

it('is a folder name, whatever the preset is called', () => {
  expect(newRunId('../../etc/passwd', now)).toMatch(/^etc-passwd-2026/);
  expect(newRunId('.hidden', now)).toMatch(/^hidden-2026/);
  expect(newRunId('数', now)).toMatch(/^run-2026/);
  expect(newRunId('x'.repeat(500), now).length).toBeLessThan(80);
});
