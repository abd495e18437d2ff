import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { loadBinding } from './src/tfjs-node/binding.ts';

// Every test of src runs once an engine: HOURGLASS_ENGINE is what a caller gets who asks for none.
// Those of one function at a time leave nothing behind, and share a process: to load tfjs takes longer than most.
const together = ['src/{fit,graph,ops,random,rewrite,trace,training}/**/*.test.ts'];
const all = ['src/**/*.test.ts'];

/** What asks no engine for anything is tried once, and so is what `fit` does above the engines. */
const engineless = [
  'src/random/**',
  'src/report/**',
  'src/fit/{changes,columns,options,shared-weights}.test.ts',
  'src/runtimes/threads.test.ts',
  'src/testing/fuzz/compare.test.ts',
];

// Nobody gets tfjs-node by installing: its tests run where it was built. It runs functions, and no graphs.
const functions = ['src/{compile,engines,ops,tfjs-node}/*.test.ts'];
const tfjsNode = { name: 'tfjs-node', include: functions, env: { HOURGLASS_ENGINE: 'tfjs-node' } };
const whyNot = await loadBinding().then(
  () => undefined,
  (cause: Error) => cause.message,
);
if (whyNot) console.warn(`The tests of tfjs-node are skipped: ${whyNot}`);

/** Two projects of one engine: files that share processes, and files that have one each. */
function on(
  name: string,
  env: Record<string, string>,
  together: string[],
  others: string[],
  exclude: string[] = [],
) {
  return [
    { extends: true as const, test: { name, env, include: together, exclude, isolate: false } },
    {
      extends: true as const,
      test: { name: `${name}, apart`, env, include: others, exclude: [...exclude, ...together] },
    },
  ];
}

export default defineConfig({
  test: {
    // The longest tests of the house: vitest itself would leave a core alone.
    maxWorkers: availableParallelism(),
    testTimeout: 240_000,
    hookTimeout: 240_000,
    projects: [
      ...on('native', { HOURGLASS_ENGINE: 'native' }, together, all),
      // Blocks are native's own.
      ...on('wasm', { HOURGLASS_ENGINE: 'wasm' }, together, all, ['src/rewrite/blocked/**', ...engineless]),
      // The same library without its private kernels for pictures: what has pictures in it.
      ...on(
        'native, plain pictures',
        { HOURGLASS_ENGINE: 'native', HOURGLASS_PICTURES: 'plain' },
        ['src/ops/{pictures,accuracy,overlapping-pool,depthwise}.test.ts'],
        ['src/compile/{layers,pooled-nets,vae}.test.ts', 'src/testing/fuzz/fuzz.test.ts'],
      ),
      ...(whyNot ? [] : [{ extends: true as const, test: tfjsNode }]),
      { extends: true, test: { name: 'package', include: ['test/**/*.test.ts'] } },
    ],
  },
});
