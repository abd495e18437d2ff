import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runWithout } from './helpers/run-without.ts';

const native = 'onnxruntime-node';
const web = 'onnxruntime-web';

const graph = `
  import { availableEngines, createSession, floats, GraphBuilder } from '@hourglass/engine/graph';
  const b = new GraphBuilder('double');
  const x = b.input('x', 'float32', [null]);
  b.output('y', 'float32', [null], b.op('Add', [x, x]));
  async function double(options) {
    const session = await createSession(b.build(), options);
    const { y } = await session.run({ x: floats([2], [1, 2]) });
    console.log(session.runtime, ...y.data);
  }
`;
const tfjs = `
  import '@tensorflow/tfjs-backend-cpu';
  import * as tf from '@tensorflow/tfjs-core';
  import { compile } from '@hourglass/engine';
  tf.enableProdMode();
  async function square(options) {
    const compiled = await compile(({ x }) => ({ y: tf.square(x) }), { inputs: { x: { shape: [2] } }, ...options });
    const { y } = await compiled.run({ x: new Float32Array([1, 3]) });
    console.log(compiled.engine, ...y.data);
  }
`;
const caught = (call: string) => `await ${call}.catch(({ code, message }) => console.log(code, message));`;

describe('where onnxruntime-node does not load', () => {
  test('graphs run on wasm, and it is said once', () => {
    const { out, err } = runWithout([native], `${graph} await double(); await double();`);
    expect(out).toBe('wasm 2 4\nwasm 2 4');
    expect(err.match(/Graphs run on 'wasm'/g)).toHaveLength(1);
    expect(err).toContain("onnxruntime-node does not load here: Cannot find package 'onnxruntime-node'.");
  });

  test('functions run on wasm', () => {
    expect(runWithout([native], `${tfjs} await square();`).out).toBe('wasm 1 9');
  });

  test('whoever listens is told instead of stderr', () => {
    const code = `${graph} await double({ onWarning: (message) => console.log('heard:', message) });`;
    const { out, err } = runWithout([native], code);
    expect(out).toMatch(/^heard: Graphs run on 'wasm': onnxruntime-node does not load here/);
    expect(err).toBe('');
  });

  test('whoever asked for native gets an error, not another engine', () => {
    const code = `${tfjs} ${caught("square({ engine: 'native' })")}`;
    expect(runWithout([native], code).out).toMatch(
      /^RUNTIME_UNAVAILABLE onnxruntime-node does not load here/,
    );
    const env = { HOURGLASS_ENGINE: 'native' };
    expect(runWithout([native], `${graph} ${caught('double()')}`, env).out).toMatch(/^RUNTIME_UNAVAILABLE/);
  });

  test('the report says why, and how to get it', () => {
    const { out } = runWithout([native], `${graph} console.log(JSON.stringify(await availableEngines()));`);
    const [first, second] = JSON.parse(out);
    expect(first).toEqual({
      name: 'native',
      works: false,
      whyNot: expect.stringContaining("Cannot find package 'onnxruntime-node'"),
      howToGet: 'pnpm add onnxruntime-node',
    });
    expect(second).toMatchObject({ name: 'wasm', works: true });
  });
});

describe('where neither runtime loads', () => {
  test('functions run on tfjs, and it is said', () => {
    const { out, err } = runWithout([native, web], `${tfjs} await square();`);
    expect(out).toBe('tfjs 1 9');
    expect(err).toContain("Functions run on 'tfjs', which is slow");
    expect(err).toContain('tfjs-node does not load here: it is not built');
  });

  test('graphs have nobody left, and the error names both reasons', () => {
    const { out } = runWithout([native, web], `${graph} ${caught('double()')}`);
    expect(out).toMatch(
      /^RUNTIME_UNAVAILABLE .*onnxruntime-node does not load.*onnxruntime-web does not load/,
    );
  });
});

test('without onnxruntime-web, which is optional, native works as ever', () => {
  const { out, err } = runWithout([web], `${graph} await double();`);
  expect({ out, err }).toEqual({ out: 'native 2 4', err: '' });
});

describe('tfjs-node', () => {
  test('is an error where it was asked for and is not built, with the command that builds it', () => {
    const { out } = runWithout([], `${tfjs} ${caught("square({ engine: 'tfjs-node' })")}`);
    expect(out).toMatch(/^RUNTIME_UNAVAILABLE tfjs-node does not load here: it is not built/);
    expect(out).toContain('Build it (node scripts/build-tfjs-node.mjs), or choose another engine.');
  });

  test('is looked for where its script builds it', () => {
    const where = (env: Record<string, string>) => {
      const script = spawnSync(process.execPath, ['scripts/build-tfjs-node.mjs', '--where'], {
        encoding: 'utf8',
        env: { ...process.env, HOURGLASS_TFJS_NODE: '', ...env },
      });
      const engine = runWithout([], `${tfjs} ${caught("square({ engine: 'tfjs-node' })")}`, {
        HOURGLASS_TFJS_NODE: '',
        ...env,
      });
      return { script: script.stdout.trim(), engine: engine.out };
    };
    for (const name of ['HOURGLASS_TFJS_NODE', 'HOURGLASS_CACHE', 'XDG_CACHE_HOME', 'HOME']) {
      const unset = { HOURGLASS_CACHE: '', XDG_CACHE_HOME: '' };
      const { script, engine } = where({ ...unset, [name]: resolve('nowhere') });
      expect(script).toContain(resolve('nowhere'));
      expect(engine).toContain(`there is no ${join(script, 'lib', 'napi-v8', 'tfjs_binding.node')}`);
    }
  });
});

describe('HOURGLASS_PROVIDER', () => {
  test('is refused with the names that it can be', () => {
    const { out } = runWithout([], `${graph} ${caught('double()')}`, { HOURGLASS_PROVIDER: 'gpu' });
    expect(out).toMatch(/^ENGINE_UNKNOWN HOURGLASS_PROVIDER is 'gpu'. It can be cpu, /);
  });

  test('is taken or is an error, and never another engine in silence', () => {
    const { out, err } = runWithout([], `${graph} ${caught('double()')}`, { HOURGLASS_PROVIDER: 'webgpu' });
    if (out === 'native 2 4')
      expect(err).toContain("Graphs run on ONNX Runtime's 'webgpu', which is experimental");
    else
      expect(out).toMatch(/^RUNTIME_UNAVAILABLE HOURGLASS_PROVIDER is 'webgpu', which does not work here: /);
  });

  test('says nothing of other engines', () => {
    const env = { HOURGLASS_PROVIDER: 'webgpu', HOURGLASS_ENGINE: 'wasm' };
    expect(runWithout([], `${graph} await double();`, env).out).toBe('wasm 2 4');
  });
});

describe('HOURGLASS_ENGINE', () => {
  test('is the default of functions and of graphs', () => {
    expect(runWithout([], `${tfjs} await square();`, { HOURGLASS_ENGINE: 'wasm' }).out).toBe('wasm 1 9');
    expect(runWithout([], `${tfjs} await square();`, { HOURGLASS_ENGINE: 'tfjs' }).out).toBe('tfjs 1 9');
    expect(runWithout([], `${graph} await double();`, { HOURGLASS_ENGINE: 'wasm' }).out).toBe('wasm 2 4');
  });

  test('gives way to an option', () => {
    const code = `${tfjs} await square({ engine: 'native' });`;
    expect(runWithout([], code, { HOURGLASS_ENGINE: 'tfjs' }).out).toBe('native 1 9');
  });

  test('asks nothing of graphs where it says tfjs', () => {
    expect(runWithout([], `${graph} await double();`, { HOURGLASS_ENGINE: 'tfjs' }).out).toBe('native 2 4');
  });

  test('is refused with the names that it can be', () => {
    const { out } = runWithout([], `${tfjs} ${caught('square()')}`, { HOURGLASS_ENGINE: 'gpu' });
    expect(out).toBe("ENGINE_UNKNOWN HOURGLASS_ENGINE is 'gpu'. It can be native, wasm, tfjs-node, tfjs.");
  });
});
