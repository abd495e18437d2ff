import { UsageError } from '@hourglass/command-line';
import { contendersOf } from './contenders.ts';
import type { SearchSizes } from './sizes.ts';

/** What is searched, and by which kinds of contenders. */
export interface Choice {
  readonly size: SearchSizes;
  isIn(kind: string): boolean;
}

/**
 * Words of `only` name sets of codes or kinds of contenders; what is not named of one of them is all of it.
 *
 * @throws {UsageError} for a word that is neither.
 */
export function choose(only: readonly string[], size: SearchSizes): Choice {
  const sets = size.sets.map(({ name }) => name);
  const kinds = [...new Set(contendersOf([0]).map(({ kind }) => kind))];
  const known = [...sets, ...kinds];
  const unknown = only.find((word) => !known.includes(word));
  if (unknown !== undefined)
    throw new UsageError(`--only '${unknown}' is nothing of suite 'search'. Known: ${known.join(', ')}.`);
  const some = size.sets.filter(({ name }) => only.includes(name));
  const isNamed = kinds.some((kind) => only.includes(kind));
  return {
    size: { ...size, sets: some.length > 0 ? some : size.sets },
    isIn: (kind) => !isNamed || only.includes(kind),
  };
}
