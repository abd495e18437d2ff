import { defineConfig } from 'vitest/config';
import { loadBinding } from './src/tfjs-node/binding.ts';

// Every test of src runs once an engine: HOURGLASS_ENGINE is what a caller gets who asks for none.
const behaviour = ['src/**/*.test.ts'];

// Nobody gets tfjs-node by installing: its tests run where it was built. It runs functions, and no graphs.
const functions = ['src/{compile,engines,ops,tfjs-node}/*.test.ts'];
const tfjsNode = { name: 'tfjs-node', include: functions, env: { HOURGLASS_ENGINE: 'tfjs-node' } };
const whyNot = await loadBinding().then(
  () => undefined,
  (cause: Error) => cause.message,
);
if (whyNot) console.warn(`The tests of tfjs-node are skipped: ${whyNot}`);

export default defineConfig({
  test: {
    testTimeout: 240_000,
    projects: [
      { extends: true, test: { name: 'native', include: behaviour, env: { HOURGLASS_ENGINE: 'native' } } },
      {
        extends: true,
        test: {
          name: 'wasm',
          include: behaviour,
          exclude: ['src/rewrite/blocked/**'], // native's own
          env: { HOURGLASS_ENGINE: 'wasm' },
        },
      },
      // The same library without its private kernels for pictures.
      {
        extends: true,
        test: {
          name: 'native, plain pictures',
          include: [
            'src/ops/{pictures,accuracy}.test.ts',
            'src/compile/*.test.ts',
            'src/testing/fuzz/fuzz.test.ts',
          ],
          env: { HOURGLASS_ENGINE: 'native', HOURGLASS_PICTURES: 'plain' },
        },
      },
      ...(whyNot ? [] : [{ extends: true as const, test: tfjsNode }]),
      { extends: true, test: { name: 'package', include: ['test/**/*.test.ts'] } },
    ],
  },
});
