import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { compile } from '../compile/compile.ts';
import { EngineError } from '../errors.ts';
import type { TensorData } from '../graph/graph.ts';
import { kernelCases } from '../testing/kernel-cases/index.ts';
import type { KernelCase } from '../testing/kernel-cases/kernel-case.ts';
import { eager } from '../testing/reference.ts';
import { immediate } from '../trace/backend.ts';
import { plainTensor } from '../trace/recorder.ts';
import { traceFunction } from '../trace/trace-function.ts';
import { families, ops } from './index.ts';
import { type TensorType, tensorTypes, typingOf } from './types.ts';

const { 'convolutions of enlarged pictures': ours } = families;
const names = [...Object.keys(ops), ...Object.keys(immediate)].filter((name) => !Object.hasOwn(ours, name));

test('every kernel that tfjs knows is tried', () =>
  expect(Object.keys(kernelCases).sort()).toEqual(names.sort()));

/** One call with operands of certain shapes and types. */
interface Try {
  readonly name: string;
  readonly types: readonly TensorType[];
  readonly inputs: Record<string, { shape: readonly number[]; type: 'float32' | 'int32' }>;
  readonly arrays: Record<string, Float32Array | Int32Array>;
  fn(given: Record<string, tf.Tensor>): Record<string, tf.Tensor>;
}

const fractions = [-2.5, 0, 1, 0.5, -1, 3, 2.75, -0.25];
const integers = [-2, 0, 1, 2, -1, 3];

function triesOf(cases: readonly KernelCase[], key: string): Try[] {
  return cases.flatMap(({ call, shapes }, c) =>
    shapes.flatMap((operands, s) =>
      combinations(operands.length).map((types): Try => {
        const at = `${key}${c}.${s}.${types}`;
        const inputs = operands.map((shape, i) => {
          const type = types[i] === 'float32' ? ('float32' as const) : ('int32' as const);
          return [`${at}.${i}`, { shape, type }] as const;
        });
        const arrays = inputs.map(([name, { shape, type }], i) => {
          const values = type === 'float32' ? fractions : integers;
          const length = tf.util.sizeFromShape([...shape]);
          const data = Array.from({ length }, (_, j) => values[(j + 3 * i) % values.length]!);
          return [name, type === 'float32' ? Float32Array.from(data) : Int32Array.from(data)] as const;
        });
        return {
          name: `${types.map((type, i) => `${type}[${operands[i]}]`).join(', ')} (call ${c})`,
          types,
          inputs: Object.fromEntries(inputs),
          arrays: Object.fromEntries(arrays),
          fn: (given) => {
            const made = call(...inputs.map(([name], i) => tf.cast(given[name]!, types[i]!)));
            return Object.fromEntries([made].flat().map((tensor, i) => [`${at}>${i}`, tensor]));
          },
        };
      }),
    ),
  );
}

function combinations(count: number): TensorType[][] {
  if (count === 0) return [[]];
  return combinations(count - 1).flatMap((rest) => tensorTypes.map((type) => [...rest, type]));
}

/** What plain tfjs gives, or what it throws. */
function reference({ inputs, arrays, fn }: Try): Record<string, TensorData> | Error {
  const given = Object.entries(inputs).map(([name, { shape, type }]) => {
    return [name, tf.tensor(arrays[name]!, [...shape], type)] as const;
  });
  try {
    const outputs = Object.entries(fn(Object.fromEntries(given)));
    return Object.fromEntries(
      outputs.map(([name, { shape, dtype, ...tensor }]) => [
        name,
        plainTensor(tf.engine().readSync(tensor.dataId) as Float32Array, shape, dtype),
      ]),
    );
  } catch (cause) {
    return cause as Error;
  }
}

function traced(one: Try): string[] | Error {
  const infos = Object.entries(one.inputs).map(([name, { shape, type }]) => [name, { type, dims: shape }]);
  try {
    return traceFunction(one.fn, Object.fromEntries(infos)).trace.nodes.map(({ kernel }) => kernel);
  } catch (cause) {
    return cause as Error;
  }
}

function difference(got: TensorData | undefined, wanted: TensorData): string | undefined {
  const show = (data: TensorData | undefined) =>
    data && `${data.type}[${data.dims}] ${Array.from(data.data, Number)}`;
  const same = got?.type === wanted.type && String(got.dims) === String(wanted.dims);
  const close =
    same &&
    Array.from(wanted.data, Number).every((b, i) => {
      const a = Number(got.data[i]);
      return Object.is(a + 0, b + 0) || Math.abs(a - b) <= 2e-6 * Math.max(1, Math.abs(b));
    });
  return close ? undefined : `${show(got)}, the reference says ${show(wanted)}`;
}

/** What is wrong with a kernel's tries, in words. */
async function faults(kernel: string): Promise<string[]> {
  const wrong: string[] = [];
  const legal: { one: Try; wanted: Record<string, TensorData> }[] = [];
  let asked = false;
  for (const one of triesOf(kernelCases[kernel]!, '')) {
    const [wanted, got] = [reference(one), traced(one)];
    if (!(got instanceof Error) && got.includes(kernel)) asked = true;
    if (wanted instanceof Error) {
      const known = got instanceof EngineError || (got instanceof Error && got.message === wanted.message);
      if (got instanceof Error && !known)
        wrong.push(`${one.name}: ${got}, where tfjs says ${wanted.message}`);
    } else if (!(got instanceof Error)) legal.push({ one, wanted });
    else if (!(got instanceof EngineError) || isCovered(kernel, one.types)) wrong.push(`${one.name}: ${got}`);
    else if (!got.message.includes("Use the engine 'tfjs'") && !got.message.includes("use the engine 'tfjs'"))
      wrong.push(`${one.name}: no way out: ${got.message}`);
  }
  if (!asked && !Object.hasOwn(immediate, kernel) && kernel !== 'LogSoftmax')
    wrong.push('the kernel is never asked for');
  try {
    wrong.push(...(await differences(legal)));
  } catch {
    for (const each of legal) {
      await differences([each]).then(
        (found) => wrong.push(...found),
        (cause) => wrong.push(`${each.one.name}: ${cause}`),
      );
    }
  }
  return wrong;
}

function isCovered(kernel: string, types: readonly TensorType[]): boolean {
  const op = ops[kernel];
  if (!op) return true;
  try {
    typingOf(
      kernel,
      { types: op.types, mixed: op.mixed ?? 'widest' },
      Object.fromEntries(types.map((type, i) => [i, { type, dims: [] }])),
    );
    return true;
  } catch {
    return false;
  }
}

async function differences(
  legal: readonly { one: Try; wanted: Record<string, TensorData> }[],
): Promise<string[]> {
  const fn = (given: Record<string, tf.Tensor>) =>
    Object.assign({}, ...legal.map(({ one }) => one.fn(given)));
  const compiled = await compile(fn, { inputs: Object.assign({}, ...legal.map(({ one }) => one.inputs)) });
  const got = await compiled.run(Object.assign({}, ...legal.map(({ one }) => one.arrays)));
  await compiled.dispose();
  return legal.flatMap(({ one, wanted }) =>
    Object.entries(wanted).flatMap(([name, value]) => {
      const found = difference(got[name], value);
      return found === undefined ? [] : [`${one.name}: is ${found}`];
    }),
  );
}

// Every engine that traces: tensors of every type, of nothing, of no axis and of one to five.
describe.skipIf(eager)('gives what tfjs gives, or says what it takes', () => {
  test.each(names)('%s', async (kernel) => expect(await faults(kernel)).toEqual([]));
});
