import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { loadBinding } from '../src/tfjs-node/binding.ts';

const here = fileURLToPath(new URL('..', import.meta.url));
const built = await loadBinding().then(
  ({ place }) => place.folder,
  () => undefined,
);
const projects: string[] = [];

afterAll(() => {
  for (const project of projects) rmSync(project, { recursive: true });
});

/** A user's project: the built engine and what it needs, and a `@tensorflow/tfjs-node` beside it. */
function projectWith(install: (tfjsNode: string) => void): string {
  const project = mkdtempSync(join(tmpdir(), 'hourglass-user-'));
  projects.push(project);
  const modules = join(project, 'node_modules');
  for (const name of ['@hourglass/engine', '@tensorflow/tfjs-node'])
    mkdirSync(join(modules, name), { recursive: true });
  for (const part of ['package.json', 'dist', 'scripts'])
    cpSync(join(here, part), join(modules, '@hourglass/engine', part), { recursive: true });
  const needed = ['tfjs', 'tfjs-core', 'tfjs-layers', 'tfjs-backend-cpu'].map(
    (name) => `@tensorflow/${name}`,
  );
  for (const name of [...needed, 'onnx-proto', 'onnxruntime-node'])
    symlinkSync(realpathSync(join(here, 'node_modules', name)), join(modules, name), 'junction');
  install(join(modules, '@tensorflow', 'tfjs-node'));
  return project;
}

function run(cwd: string, code: string, env: Record<string, string> = {}) {
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, NODE_PATH: '', HOURGLASS_ENGINE: '', NO_COLOR: '1', ...env },
  });
  return { out: stdout.trim(), err: stderr.trim() };
}

/** What an installation leaves whose script could not fetch the library. */
function damaged(folder: string): void {
  writeFileSync(join(folder, 'package.json'), '{ "name": "@tensorflow/tfjs-node", "version": "4.22.0" }');
  mkdirSync(join(folder, 'lib', 'napi-v8'), { recursive: true });
  writeFileSync(join(folder, 'lib', 'napi-v8', 'tfjs_binding.node'), 'no library');
}

/** The real thing, without what the script puts beside it: tfjs is found as the user's. */
function whole(folder: string): void {
  for (const part of ['package.json', 'dist'])
    cpSync(join(built!, part), join(folder, part), { recursive: true });
  const protobuf = join(folder, 'node_modules', 'google-protobuf');
  cpSync(join(built!, 'node_modules', 'google-protobuf'), protobuf, { recursive: true });
  for (const part of ['lib', 'deps']) symlinkSync(join(built!, part), join(folder, part), 'junction');
}

const report = `
  import { availableEngines } from '@hourglass/engine/graph';
  const found = (await availableEngines()).find(({ name }) => name === 'tfjs-node');
  console.log(JSON.stringify(found));
`;

// As tutorials write it.
const training = `
  import * as tf from '@tensorflow/tfjs';
  import { fit } from '@hourglass/engine';
  tf.enableProdMode();
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1], kernelInitializer: 'zeros' })] });
  model.compile({ optimizer: tf.train.sgd(0.5), loss: 'meanSquaredError' });
  const x = { data: new Float32Array([1, -1]), rowShape: [1] };
  const y = { data: new Float32Array([3, -3]), rowShape: [1] };
  await fit(model, x, y, { epochs: 40, batchSize: 2, engine: 'tfjs-node' });
  console.log(tf.getBackend(), model.getWeights()[0].dataSync()[0].toFixed(3));
`;

describe('an installed tfjs-node that does not load', () => {
  const project = projectWith(damaged);

  test('is named beside the one that is not built', () => {
    const { out } = run(project, report, { HOURGLASS_TFJS_NODE: join(project, 'nowhere') });
    const { works, whyNot } = JSON.parse(out);
    expect(works).toBe(false);
    expect(whyNot).toContain('it is not built, there is no ');
    expect(whyNot).toMatch(/the installed one \(.*tfjs-node\) does not load either: /);
  });

  test.skipIf(!built)('gives way to the one that the script built', () => {
    const { out } = run(project, report, { HOURGLASS_TFJS_NODE: built! });
    expect(JSON.parse(out)).toMatchObject({ works: true, origin: 'built' });
    expect(run(project, training, { HOURGLASS_TFJS_NODE: built! }).out).toMatch(/cpu 3\.000$/);
  });
});

describe.skipIf(!built)('an installed tfjs-node that loads', () => {
  test('is taken before the one that the script built, and trains', () => {
    const project = projectWith(whole);
    for (const other of [built!, join(project, 'nowhere')]) {
      const env = { HOURGLASS_TFJS_NODE: other };
      expect(JSON.parse(run(project, report, env).out)).toMatchObject({ works: true, origin: 'installed' });
      expect(run(project, training, env)).toEqual({ out: expect.stringMatching(/cpu 3\.000$/), err: '' });
    }
  });
});
