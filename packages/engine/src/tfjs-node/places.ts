import { tfjsNodeFolder } from './folder.ts';

/** Where a tfjs-node may be. */
export interface TfjsNodePlace {
  /** The folder of the package: its `package.json` is there. */
  readonly folder: string;
  /** By the user, as the package `@tensorflow/tfjs-node`, or by `scripts/build-tfjs-node.mjs`. */
  readonly origin: 'installed' | 'built';
}

/** Best first: the package that Node finds from here, then the folder that the script builds in. */
export async function tfjsNodePlaces(): Promise<TfjsNodePlace[]> {
  const { createRequire } = await import('node:module');
  const { dirname } = await import('node:path');
  const built = { folder: await tfjsNodeFolder(), origin: 'built' } as const;
  try {
    const manifest = createRequire(import.meta.url).resolve('@tensorflow/tfjs-node/package.json');
    return [{ folder: dirname(manifest), origin: 'installed' }, built];
  } catch {
    return [built];
  }
}
