import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-layers';
import { expect, test } from 'vitest';
import { families, ops } from '../src/ops/index.ts';
import type { Op } from '../src/ops/op.ts';
import { takes } from '../src/ops/types.ts';
import { activations, forwardOnly, noisy, refused, several, single } from '../src/testing/layer-cases.ts';
import { immediate } from '../src/trace/backend.ts';

const known = new Set<string>(Object.values(tf).filter((value) => typeof value === 'string'));
const covers = (kernel: string) => Object.hasOwn(ops, kernel) || Object.hasOwn(immediate, kernel);
const list = (names: Iterable<string>) => [...new Set(names)].sort().join(', ');
const layers = (cases: readonly (readonly [string, ...unknown[]])[]) => list(cases.map(([name]) => name));

type Typed = Pick<Op, 'types' | 'fixed'>;

/** A family's kernels by the types they take: those that tfjs has a gradient of, then the others. */
function family(name: string, table: Readonly<Record<string, Typed>>): string {
  const all = [...new Set(Object.values(table).map(typesOf))].sort();
  const lines = all.flatMap((types) => {
    const kernels = Object.keys(table).filter((kernel) => typesOf(table[kernel]!) === types);
    const differentiable = kernels.filter((kernel) => known.has(kernel) && tf.getGradient(kernel));
    const rest = kernels.filter((kernel) => !differentiable.includes(kernel));
    return [
      ...(differentiable.length > 0 ? [`  - ${types}: ${list(differentiable)}`] : []),
      ...(rest.length > 0 ? [`  - ${types}, without a gradient: ${list(rest)}`] : []),
    ];
  });
  return `- **${name}**\n${lines.join('\n')}`;
}

function typesOf({ types, fixed = {} }: Typed): string {
  const own = ['float32', 'int32', 'bool'].filter((type) => Object.hasOwn(types, type)).join(', ');
  const others = Object.entries(fixed).map(([operand, type]) => `${operand} ${type}`);
  return [own || 'no tensors', ...others].join('; ');
}

/** The page as it has to be: it comes from the tables that the engine and its tests use. */
function page(): string {
  const rows = Object.entries(families).map(([name, table]) => family(name, table));
  const atOnce = Object.fromEntries(Object.keys(immediate).map((name) => [name, { types: takes.anything }]));
  const missing = tf.getKernelsForBackend('cpu').map(({ kernelName }) => kernelName);
  return `# What the engine covers

Written by \`test/coverage.test.ts\` from the tables that the engine and its tests use, and checked by it; \`npx vitest run test/coverage.test.ts -u\` writes it anew.

## Kernels

Every kernel and its gradient equal plain tfjs, on \`native\` and on \`wasm\`, by test. tfjs decides what has a gradient; kernels without one may be part of another's. Each is tried with tensors of every type, of nothing, and of no axis to five (\`src/ops/types.test.ts\`). What it takes stands before it; another type is refused by name, with the way out, or by tfjs itself.

${rows.join('\n')}
${family('known while tracing', atOnce)}

Not covered: ${list(missing.filter((kernel) => !covers(kernel)))}.

Asking for one is the error \`OP_NOT_COVERED\`, which names the kernel and the layer. The engine \`tfjs\` has them.

## Layers of tfjs-layers

- **Forward and all gradients equal tfjs**: ${layers([...single, ...several, ['embedding']])}
- **Activations**: ${list(activations)}
- **Random in training**: ${layers(noisy)}
- **Forward only, as tfjs has no gradient**: ${layers(forwardOnly)}
- **Refused by name**: ${layers(refused)}

## Optimizers

sgd, momentum (Nesterov's too), rmsprop (centred too), adam, adamax, adagrad, adadelta, and \`adamW\` of this package.
`;
}

test('coverage.md says what is covered', () => expect(page()).toMatchFileSnapshot('../coverage.md'));
