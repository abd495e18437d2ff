import { UsageError } from '@hourglass/command-line';
import { engines } from './engines.ts';
import { load } from './load.ts';
import { meaningCifar100, meaningFashionMnist, meaningMnist } from './meaning.ts';
import { mnist } from './mnist.ts';
import { reconstructCifar100, reconstructMnist } from './reconstruct.ts';
import { search } from './search.ts';
import { shift } from './shift.ts';
import { similarCifar100, similarMnist } from './similar.ts';
import type { Suite } from './suite.ts';
import { sweepCifar100, sweepMnist } from './sweep.ts';
import { train } from './train.ts';

/** Every suite by name. A new one is a file and a row here. */
export const suites: Readonly<Record<string, Suite>> = Object.freeze({
  mnist,
  engines,
  train,
  load,
  [reconstructMnist.name]: reconstructMnist,
  [reconstructCifar100.name]: reconstructCifar100,
  search,
  [similarMnist.name]: similarMnist,
  [similarCifar100.name]: similarCifar100,
  shift,
  [meaningMnist.name]: meaningMnist,
  [meaningFashionMnist.name]: meaningFashionMnist,
  [meaningCifar100.name]: meaningCifar100,
  [sweepMnist.name]: sweepMnist,
  [sweepCifar100.name]: sweepCifar100,
});

/**
 * The suite of that name, or the family of it: `reconstruct` is `reconstruct-mnist` and `reconstruct-cifar100`.
 * @throws {UsageError} that lists the suites there are.
 */
export function suitesNamed(name: string): Suite[] {
  const family = Object.values(suites).filter((suite) => suite.name.startsWith(`${name}-`));
  return family.length > 0 ? family : [suiteNamed(name)];
}

/** @throws {UsageError} that lists the suites there are. */
export function suiteNamed(name: string): Suite {
  if (Object.hasOwn(suites, name)) return suites[name]!;
  throw new UsageError(`unknown suite '${name}'. Known suites: ${Object.keys(suites).join(', ')}.`);
}
