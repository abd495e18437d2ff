import { existsSync } from 'node:fs';
import type { InitializeHook, LoadHook, ResolveHook } from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * How Node finds what tfjs-core's tests import: tfjs itself is the one that is running, with its functions
 * watched, and what tells environments apart is a file here. Node calls these in a thread of its own.
 */
const scheme = 'hourglass-tfjs:';
let exported: Readonly<Record<string, readonly string[]>> = {};

export const initialize: InitializeHook<typeof exported> = (names) => {
  exported = names;
};

export const resolve: ResolveHook = (specifier, context, next) => {
  const parent = context.parentURL ?? '';
  if (!parent.includes('/tfjs-core/dist/') || !specifier.startsWith('.')) return next(specifier, context);
  if (parent.endsWith('_test.js')) {
    const short = (url: string) => ({ url, format: 'module', shortCircuit: true }) as const;
    if (/^[./]+$|^[./]*\/(index|ops)$/.test(specifier)) return short(`${scheme}tf`);
    if (specifier.endsWith('/test_util')) return short(`${scheme}test_util`);
    if (specifier.endsWith('/jasmine_util')) return short(new URL('./jasmine-util.js', import.meta.url).href);
  }
  // Their imports have no endings.
  const url = new URL(specifier, parent);
  const isFile = existsSync(`${fileURLToPath(url)}.js`);
  return next(`${url.href}${isFile ? '.js' : '/index.js'}`, context);
};

export const load: LoadHook = (url, context, next) => {
  if (url.startsWith(scheme)) {
    const names = exported[url.slice(scheme.length)]!.join(', ');
    const source = `export const { ${names} } = globalThis[Symbol.for('${url}')];`;
    return { format: 'module', source, shortCircuit: true };
  }
  // Their package does not say that these are modules.
  const isTheirs = url.includes('/tfjs-core/dist/') && !url.endsWith('tf-core.node.js');
  return next(url, isTheirs ? { ...context, format: 'module' } : context);
};
