import { defineConfig } from 'vitest/config';

// Every test of src runs once an engine: HOURGLASS_ENGINE is what a caller gets who asks for none.
const behaviour = ['src/**/*.test.ts'];

export default defineConfig({
  test: {
    testTimeout: 60_000,
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
          include: ['src/ops/pictures.test.ts', 'src/compile/*.test.ts'],
          env: { HOURGLASS_ENGINE: 'native', HOURGLASS_PICTURES: 'plain' },
        },
      },
      { extends: true, test: { name: 'package', include: ['test/**/*.test.ts'] } },
    ],
  },
});
