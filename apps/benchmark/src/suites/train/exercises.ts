export type NetName = '784-64' | '3072-512' | 'study-mnist' | 'study-cifar100' | 'batchnorm';

/** What all contenders are asked to do with one net. */
export interface Exercise {
  readonly name: string;
  readonly net: NetName;
  readonly task: 'train' | 'encode';
  /** The preset that the trainer trains, with the same layers. */
  readonly preset?: string;
  readonly dataset: 'mnist' | 'cifar100';
  readonly batchSize: number;
  /** What the engine does in one call; the trainer of `@hourglass/models` does as many. */
  readonly stepsPerCall: number;
  /** Steps after which weights are compared: at least a whole call. */
  readonly proofSteps: number;
  /** What the project promises: the least speed of the native engine, over that of the peer. */
  readonly targets: { readonly torch: number; readonly js?: number };
}

/** The most that the bare step may be over the trainer, with its evaluations, events and previews. */
export const mostOverTrainer = 1.05;
/** The most that the trainer may be over itself with the cosine as its loss. */
export const mostOverCosine = 1.05;

const dense = { stepsPerCall: 16, proofSteps: 16 } as const;
const conv = { stepsPerCall: 1, proofSteps: 4 } as const;
const train = { task: 'train', batchSize: 128 } as const;
const encode = { task: 'encode', stepsPerCall: 1, proofSteps: 1, targets: { torch: 2 } } as const;
const js = 8;

export const exercises: readonly Exercise[] = Object.freeze([
  {
    name: '784-64',
    net: '784-64',
    preset: 'mnist-64-shallow',
    dataset: 'mnist',
    ...train,
    ...dense,
    targets: { torch: 2.5, js },
  },
  {
    name: '3072-512',
    net: '3072-512',
    preset: 'cifar100-512-shallow',
    dataset: 'cifar100',
    ...train,
    ...dense,
    targets: { torch: 1.2, js },
  },
  {
    name: 'study-mnist',
    net: 'study-mnist',
    preset: 'study-mnist',
    dataset: 'mnist',
    ...train,
    ...conv,
    targets: { torch: 1.15 },
  },
  {
    name: 'study-cifar100',
    net: 'study-cifar100',
    preset: 'study-cifar100',
    dataset: 'cifar100',
    ...train,
    ...conv,
    targets: { torch: 1.2 },
  },
  { name: 'batchnorm', net: 'batchnorm', dataset: 'cifar100', ...train, ...conv, targets: { torch: 1 } },
  { name: 'encode-mnist', net: 'study-mnist', dataset: 'mnist', ...encode, batchSize: 128 },
  { name: 'encode-mnist-1', net: 'study-mnist', dataset: 'mnist', ...encode, batchSize: 1 },
  { name: 'encode-cifar100', net: 'study-cifar100', dataset: 'cifar100', ...encode, batchSize: 128 },
  { name: 'encode-cifar100-1', net: 'study-cifar100', dataset: 'cifar100', ...encode, batchSize: 1 },
] satisfies Exercise[]);

export function exerciseNamed(name: string): Exercise {
  const found = exercises.find((exercise) => exercise.name === name);
  if (found) return found;
  throw new Error(`there is no exercise '${name}': was this result stored by another version?`);
}
