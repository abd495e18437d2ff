import { afterEach, describe, expect, test, vi } from 'vitest';
import { engineNames } from '../names.ts';
import { chooseRuntime } from '../runtimes/choose-runtime.ts';
import { eager } from '../testing/reference.ts';
import { chooseEngine } from './choose-engine.ts';

// What happens where a library is missing: test/fallback.test.ts.

const nameOf = async (choice: ReturnType<typeof chooseEngine>) => (await choice).name;
// tfjs-node is where it was built: vitest.config.ts.
const here = engineNames.filter((name) => name !== 'tfjs-node' || eager);
afterEach(() => vi.unstubAllEnvs());

describe('who runs a function', () => {
  test.each(here)('%s, by option', async (engine) => {
    expect(await nameOf(chooseEngine({ engine }))).toBe(engine);
  });

  test.each(here)('%s, by environment', async (engine) => {
    vi.stubEnv('HOURGLASS_ENGINE', engine);
    expect(await nameOf(chooseEngine({}))).toBe(engine);
  });

  test.each([undefined, ''])('native, where the environment says %j', async (value) => {
    vi.stubEnv('HOURGLASS_ENGINE', value);
    expect(await nameOf(chooseEngine({}))).toBe('native');
  });

  test('nobody, where the name is none: it is refused with those that there are', async () => {
    await expect(chooseEngine({ engine: 'gpu' as never })).rejects.toMatchObject({
      code: 'ENGINE_UNKNOWN',
      message: "engine is 'gpu'. It can be native, wasm, tfjs-node, tfjs.",
    });
    await expect(chooseRuntime('tfjs' as never, { warn() {} })).rejects.toThrow(
      "runtime is 'tfjs'. It can be native, wasm.",
    );
  });
});
