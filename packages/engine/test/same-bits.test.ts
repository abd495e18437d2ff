import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const script = fileURLToPath(new URL('helpers/weights-after-200-steps.mjs', import.meta.url));

/** In a process of its own: WebAssembly has one number of threads for the life of a process. */
function train(engine: string, threads: number) {
  const env = { ...process.env, HOURGLASS_ENGINE: '', NO_COLOR: '1' };
  const { stdout, stderr } = spawnSync(process.execPath, [script, engine, String(threads)], {
    encoding: 'utf8',
    env,
  });
  return { out: stdout.trim().split('\n'), err: stderr };
}

test.each([
  ['native', 1],
  ['native', 2],
  ['wasm', 1],
  ['wasm', 2],
] as const)(
  '%s with %i threads gives the same weights in every process, after 200 steps',
  (engine, threads) => {
    const first = train(engine, threads);
    expect(first).toEqual({
      out: ['dense', 'conv'].map((net) => expect.stringMatching(`^${net} ${engine} learnt [0-9a-f]{64}$`)),
      err: '',
    });
    expect(train(engine, threads)).toEqual(first);
  },
);
