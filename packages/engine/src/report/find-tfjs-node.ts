import { messageOf } from '../runtimes/failures.ts';
import { coreCount } from '../runtimes/threads.ts';
import { loadBinding } from '../tfjs-node/binding.ts';
import { howToBuild } from '../tfjs-node/folder.ts';
import type { EngineReport } from './engine-report.ts';

/** Loads tfjs-node's native half, which needs no tfjs. */
export async function findTfjsNode(): Promise<EngineReport> {
  const howToGet = await howToBuild();
  try {
    const { binding, place } = await loadBinding();
    return {
      name: 'tfjs-node',
      works: true,
      version: binding.TF_Version,
      threads: await coreCount(),
      origin: place.origin,
      howToGet,
    };
  } catch (cause) {
    const whyNot = messageOf((cause as Error).cause ?? cause);
    return { name: 'tfjs-node', works: false, whyNot, howToGet };
  }
}
