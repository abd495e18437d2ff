/**
 * Where `scripts/build-tfjs-node.mjs` puts tfjs-node, and where the engine looks for it: `HOURGLASS_TFJS_NODE`,
 * else a folder of the user's cache. The script runs on Linux only, so these are Linux's places.
 */
export async function tfjsNodeFolder(): Promise<string> {
  const { homedir } = await import('node:os');
  const { join, resolve } = await import('node:path');
  const { HOURGLASS_TFJS_NODE, HOURGLASS_CACHE, XDG_CACHE_HOME } = process.env;
  const cache = HOURGLASS_CACHE || join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'hourglass');
  return resolve(HOURGLASS_TFJS_NODE || join(cache, 'tfjs-node'));
}

/** The command that builds it, as it is typed in the folder where the process was started. */
export async function howToBuild(): Promise<string> {
  if (!globalThis.process?.versions?.node) return 'run in Node';
  const { isAbsolute, relative } = await import('node:path');
  const { fileURLToPath } = await import('node:url');
  const script = fileURLToPath(new URL('../../scripts/build-tfjs-node.mjs', import.meta.url));
  const near = relative(process.cwd(), script);
  return `node ${near.startsWith('..') || isAbsolute(near) ? script : near}`;
}
