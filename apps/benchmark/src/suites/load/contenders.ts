/** One way to load one set, each time in a process of its own. */
export interface Contender {
  readonly name: string;
  readonly set: 'mnist' | 'cifar100-mini' | 'cifar100';
  readonly by: 'hourglass' | 'numpy' | 'torchvision';
  /** Hourglass: whether the cache is empty, or holds what was unpacked before. Python: which function. */
  readonly way: string;
  /** What the project promises. */
  readonly target?: { readonly seconds?: number; readonly memory?: number };
}

/** The promise for memory is for every set: the most above the pixels' own size. */
const memory = 1.2;

export const contenders: readonly Contender[] = Object.freeze([
  { name: 'mnist', set: 'mnist', by: 'hourglass', way: 'later', target: { seconds: 0.3, memory } },
  { name: 'mnist, numpy', set: 'mnist', by: 'numpy', way: 'numpy-mnist' },
  { name: 'mnist, torchvision', set: 'mnist', by: 'torchvision', way: 'torchvision-mnist' },
  { name: 'cifar100-mini', set: 'cifar100-mini', by: 'hourglass', way: 'later', target: { memory } },
  { name: 'cifar100, first', set: 'cifar100', by: 'hourglass', way: 'first', target: { memory } },
  { name: 'cifar100, later', set: 'cifar100', by: 'hourglass', way: 'later', target: { seconds: 1, memory } },
  { name: 'cifar100, numpy, archive', set: 'cifar100', by: 'numpy', way: 'numpy-cifar100-archive' },
  { name: 'cifar100, numpy, unpacked', set: 'cifar100', by: 'numpy', way: 'numpy-cifar100-unpacked' },
] satisfies Contender[]);

export function targetOf(name: string): NonNullable<Contender['target']> {
  return contenders.find((contender) => contender.name === name)?.target ?? {};
}
