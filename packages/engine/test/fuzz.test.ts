import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import type { CompileOptions } from '../src/compile/compile.ts';
import { ops } from '../src/ops/index.ts';
import { subjects, withCase } from '../src/testing/fuzz/case.ts';
import { kernels } from '../src/testing/fuzz/kernels/index.ts';
import { joins, layers } from '../src/testing/fuzz/nets/layers.ts';
import { evaluate } from '../src/testing/fuzz/run-case.ts';
import { several, single } from '../src/testing/layer-cases.ts';
import { immediate } from '../src/trace/backend.ts';
import { fuseEnlargedConvolutions } from '../src/trace/enlarged-convolutions.ts';
import type { TensorFunction } from '../src/trace/tensor-function.ts';
import { traceFunction } from '../src/trace/trace-function.ts';

test('every covered kernel has a generator of random calls', () => {
  expect(Object.keys(kernels).sort()).toEqual([...Object.keys(ops), ...Object.keys(immediate)].sort());
});

test('those calls ask for their kernel', async () => {
  const rounds = 8;
  const asking = new Map(Object.keys(kernels).map((kernel) => [kernel, 0]));
  for (let seed = 0; seed < rounds * subjects.length; seed++) {
    await withCase(seed, async ({ subject, program }) => {
      if (!asking.has(subject)) return true;
      // These are no kernels of tfjs: the trace makes them.
      const asked = await (subject.startsWith('Enlarged') ? tracedKernelsOf : kernelsOf)(program);
      if (asked.includes(subject)) asking.set(subject, asking.get(subject)! + 1);
      return true;
    });
  }
  const seldom = [...asking].filter(([, count]) => count < rounds / 4).map(([subject]) => subject);
  // tfjs makes these of others: its functions of these names ask for other kernels.
  expect(seldom).toEqual(['LogSoftmax', 'BroadcastTo']);
}, 480_000);

test('every layer of tfjs that trains is in the random nets', () => {
  const trained = [...single.map(([name]) => name.split(' ')[0]!), ...several.map(([name]) => name)];
  expect([...Object.keys(layers), ...joins].sort()).toEqual([...new Set([...trained, 'activation'])].sort());
});

/** The kernels that plain tfjs is asked for by a program. */
async function kernelsOf(program: string): Promise<readonly string[]> {
  const engine = tf.engine();
  const original = engine.runKernel;
  const names: string[] = [];
  engine.runKernel = (name, ...rest) => {
    names.push(name);
    return original.call(engine, name, ...rest) as never;
  };
  try {
    await evaluate(program)('tfjs');
  } catch {
    // tfjs refuses it.
  } finally {
    engine.runKernel = original;
    tf.disposeVariables();
  }
  return names;
}

/** The kernels that the trace writes for a program. */
async function tracedKernelsOf(program: string): Promise<readonly string[]> {
  const names: string[] = [];
  const compile = async (fn: TensorFunction, options: CompileOptions) => {
    const inputs = Object.entries(options.inputs).map(([name, { shape }]) => {
      return [name, { type: 'float32', dims: shape }] as const;
    });
    const { trace } = traceFunction(fn, Object.fromEntries(inputs));
    names.push(...fuseEnlargedConvolutions(trace).nodes.map(({ kernel }) => kernel));
    return { engine: 'tfjs', run: async () => ({}), dispose: async () => {} } as const;
  };
  await evaluate(program, { compile })('tfjs');
  return names;
}
