import { afterEach, describe, expect, test, vi } from 'vitest';
import { coreCount, wasmThreadLimit } from './threads.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('WebAssembly has', () => {
  test('all cores in Node', async () => {
    expect(await coreCount()).toBeGreaterThanOrEqual(1);
    expect(await wasmThreadLimit()).toBe(await coreCount());
  });

  test('all cores in a page that is isolated, one in any other', async () => {
    vi.stubGlobal('navigator', { hardwareConcurrency: 8 });
    vi.stubGlobal('crossOriginIsolated', true);
    expect(await wasmThreadLimit()).toBe(8);
    vi.stubGlobal('crossOriginIsolated', false);
    expect(await wasmThreadLimit()).toBe(1);
  });

  test('one thread where Node was started with a flag that kills its workers', async () => {
    vi.spyOn(process, 'execArgv', 'get').mockReturnValue(['--input-type=module', '--eval']);
    expect(await wasmThreadLimit()).toBe(1);
  });
});
