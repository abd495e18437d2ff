import { register } from 'node:module';

/**
 * Lets tfjs-core's tests import what is given here: names of modules, and what they export. Node's hooks run
 * in a thread of their own, so they are told the names, and the values are where both find them.
 */
export function provide(spaces: Readonly<Record<string, Readonly<Record<string, unknown>>>>): void {
  const names = Object.entries(spaces).map(([name, space]) => {
    Object.assign(globalThis, { [Symbol.for(`hourglass-tfjs:${name}`)]: space });
    return [name, Object.keys(space).filter((key) => key !== 'default')];
  });
  register('./hooks.js', import.meta.url, { data: Object.fromEntries(names) });
}
