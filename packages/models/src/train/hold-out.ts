import { type ImageSet, split } from '@hourglass/datasets';
import { ConfigError } from '../errors.ts';

/**
 * Parts a share of the training pictures off, drawn by the seed, to judge epochs by.
 * @throws {ConfigError} if one of the parts would be empty.
 */
export function holdOut(images: ImageSet, share: number, seed: number): [train: ImageSet, held: ImageSet] {
  const [train, held] = split(images, { fractions: [1 - share, share], seed });
  if (held!.count > 0 && train!.count > 0) return [train!, held!];
  throw new ConfigError(`config 'validation': a share of ${share} of ${images.count} pictures is none.`);
}
