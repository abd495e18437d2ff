import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { failure, temporaryFolder } from '../test/helpers.ts';
import { loadDatasetOrMini } from './load-or-mini.ts';

beforeEach(() => {
  vi.stubEnv('HOURGLASS_DATA_DIR', '');
  vi.stubEnv('HOURGLASS_CACHE', temporaryFolder());
  vi.stubEnv('HOURGLASS_OFFLINE', '1');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

test('offline and with no data the small CIFAR-100 stands in, and says so', async () => {
  const { train, test: held, source, warnings } = await loadDatasetOrMini('cifar100');
  expect([train.name, train.count, held.count]).toEqual(['cifar100-mini', 5000, 1000]);
  expect(source).toBe('CIFAR-100 mini: embedded (@hourglass/data-cifar100-mini)');
  expect(warnings).toEqual([
    'CIFAR-100 mini (5000 + 1000 pictures) stands in for CIFAR-100: CIFAR-100 is not on this machine, and ' +
      'HOURGLASS_OFFLINE or "offline" forbids to fetch it. To get the whole: hourglass data get cifar100.',
  ]);
});

test('a set without a small one is missing as before', async () => {
  await failure('OFFLINE', () => loadDatasetOrMini('kmnist'));
  expect((await loadDatasetOrMini('mnist')).train.name).toBe('mnist');
});

test('what was asked for by name is never replaced', async () => {
  await failure('FILES_MISSING', () => loadDatasetOrMini('cifar100', { dataDir: temporaryFolder() }));
});
