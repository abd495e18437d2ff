/** In place of tfjs-core's own `jasmine_util`: there is one environment, the cpu backend in Node. */
interface Constraints {
  readonly flags?: Readonly<Record<string, unknown>>;
  readonly predicate?: (env: typeof here) => boolean;
}

declare const describe: (name: string, tests: () => void) => void;

const here = { name: 'cpu', backendName: 'cpu', isDataSync: true };

export const ALL_ENVS: Constraints = {};
export const NODE_ENVS: Constraints = {};
export const SYNC_BACKEND_ENVS: Constraints = { predicate: ({ isDataSync }) => isDataSync };
export const BROWSER_ENVS: Constraints = { predicate: () => false };
export const CHROME_ENVS: Constraints = { predicate: () => false };

export function describeWithFlags(
  name: string,
  { predicate, flags = {} }: Constraints,
  tests: (env: typeof here) => void,
): void {
  if (Object.keys(flags).length > 0 || predicate?.(here) === false) return;
  describe(name, () => tests(here));
}
