import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-layers';
import { expect, test } from 'vitest';
import { families, ops } from '../src/ops/index.ts';
import { activations, forwardOnly, noisy, refused, several, single } from '../src/testing/layer-cases.ts';
import { immediate } from '../src/trace/backend.ts';

const kernels = new Set<string>(Object.values(tf).filter((value) => typeof value === 'string'));
const covers = (kernel: string) => Object.hasOwn(ops, kernel) || Object.hasOwn(immediate, kernel);
const list = (names: Iterable<string>) => [...new Set(names)].sort().join(', ');
const layers = (cases: readonly (readonly [string, ...unknown[]])[]) => list(cases.map(([name]) => name));

/** The page as it has to be: it comes from the tables that the engine and its tests use. */
function page(): string {
  const rows = Object.entries(families).map(([family, table]) => {
    const named = Object.keys(table).filter((kernel) => kernels.has(kernel));
    const own = Object.keys(table).filter((kernel) => !kernels.has(kernel));
    const differentiable = named.filter((kernel) => tf.getGradient(kernel));
    const rest = named.filter((kernel) => !tf.getGradient(kernel));
    return `| ${family} | ${list(differentiable)} | ${list([...rest, ...own])} |`;
  });
  const missing = tf.getKernelsForBackend('cpu').map(({ kernelName }) => kernelName);
  return `# What the engine covers

Written by \`test/coverage.test.ts\` from the tables that the engine and its tests use, and checked by it; \`npx vitest run test/coverage.test.ts -u\` writes it anew.

## Kernels

Every kernel and its gradient equal plain tfjs, on \`native\` and on \`wasm\`, by test. tfjs decides what has a gradient; the kernels that a gradient consists of are in the last column with those that have none.

| family | with a gradient in tfjs | without one, or part of one |
| --- | --- | --- |
${rows.join('\n')}
| known while tracing | ${list(Object.keys(immediate).filter((k) => tf.getGradient(k)))} | ${list(Object.keys(immediate).filter((k) => !tf.getGradient(k)))} |

Not covered: ${list(missing.filter((kernel) => !covers(kernel)))}. Asking for one is the error \`OP_NOT_COVERED\`, which names the kernel and the layer; the engine \`tfjs\` has them.

## Layers of tfjs-layers

| | |
| --- | --- |
| forward and all gradients equal tfjs | ${layers([...single, ...several, ['embedding']])} |
| activations | ${list(activations)} |
| draw random numbers in training | ${layers(noisy)} |
| forward only, as tfjs has no gradient | ${layers(forwardOnly)} |
| refused by name | ${layers(refused)} |

## Optimizers

sgd, momentum (Nesterov's too), rmsprop (centred too), adam, adamax, adagrad, adadelta, and \`adamW\` of this package.
`;
}

test('coverage.md says what is covered', () => expect(page()).toMatchFileSnapshot('../coverage.md'));
