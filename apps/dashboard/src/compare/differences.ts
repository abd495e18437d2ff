import { isDeepStrictEqual } from 'node:util';

/** A key of a config by its whole path, and what each run has there; undefined where a run has no such key. */
export interface Difference {
  readonly key: string;
  readonly values: readonly unknown[];
}

/** Where configs are not the same, in the order in which the keys first come. */
export function differences(configs: readonly object[]): Difference[] {
  const flat = configs.map((config) => new Map(leaves(config)));
  const keys = [...new Set(flat.flatMap((one) => [...one.keys()]))];
  return keys
    .map((key) => ({ key, values: flat.map((one) => one.get(key)) }))
    .filter(({ values }) => values.some((value) => !isDeepStrictEqual(value, values[0])));
}

/** Lists are values: nobody wants to hear of the third number of a shape. */
function leaves(value: object, path = ''): [key: string, value: unknown][] {
  return Object.entries(value).flatMap(([name, one]): [string, unknown][] => {
    const key = path === '' ? name : `${path}.${name}`;
    const isInner = typeof one === 'object' && one !== null && !Array.isArray(one);
    return isInner ? leaves(one, key) : [[key, one]];
  });
}
