import { resolve } from 'node:path';
import { expect, it, vi } from 'vitest';
import { runsHome } from './runs-home.ts';

it('asks the flag, then the environment, then takes ./runs', () => {
  vi.stubEnv('HOURGLASS_RUNS', '/from/environment');
  expect(runsHome('flag')).toBe(resolve('flag'));
  expect(runsHome()).toBe(resolve('/from/environment'));
  vi.stubEnv('HOURGLASS_RUNS', '');
  expect(runsHome()).toBe(resolve('runs'));
  vi.unstubAllEnvs();
});
