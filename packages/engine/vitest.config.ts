import { defineConfig } from 'vitest/config';

// Every test of src runs once an engine: HOURGLASS_ENGINE is what a caller gets who asks for none.
const behaviour = ['src/**/*.test.ts'];

export default defineConfig({
  test: {
    testTimeout: 60_000,
    projects: [
      // Projects take the timeout only where they say so.
      { extends: true, test: { name: 'native', include: behaviour, env: { HOURGLASS_ENGINE: 'native' } } },
      { extends: true, test: { name: 'wasm', include: behaviour, env: { HOURGLASS_ENGINE: 'wasm' } } },
      { extends: true, test: { name: 'package', include: ['test/**/*.test.ts'] } },
    ],
  },
});
