import { createHash } from 'node:crypto';
import { type ImageSet, loadDatasetOrMini, take } from '@hourglass/datasets';
import type { DatasetFacts } from '../../result.ts';
import type { Exercise } from './exercises.ts';

/** Pictures that are trained, again and again. */
export type Pictures = Readonly<Record<Exercise['dataset'], ImageSet>>;

/** The first pictures of both sets; of CIFAR-100 the embedded part, where the whole is not at hand. Nothing is fetched. */
export async function loadPictures(dataDir: string | undefined, count: number): Promise<Pictures> {
  const first = async (name: string) => {
    const { train } = await loadDatasetOrMini(name, { dataDir, offline: true });
    return take(train, count);
  };
  return { mnist: await first('mnist'), cifar100: await first('cifar100') };
}

/** The facts of both sets together. */
export function factsOf({ mnist, cifar100 }: Pictures): DatasetFacts {
  const hash = createHash('sha256');
  for (const { pixels } of [mnist, cifar100]) hash.update(pixels);
  return {
    name: `${mnist.name} + ${cifar100.name}`,
    trainCount: mnist.count + cifar100.count,
    testCount: 0,
    sha256: hash.digest('hex'),
  };
}
