import { messageOf } from '../runtimes/failures.ts';
import type { EngineReport } from './engine-report.ts';

const howToGet = 'pnpm add @tensorflow/tfjs-core @tensorflow/tfjs-layers @tensorflow/tfjs-backend-cpu';

/** Looks for tfjs as Node would, and loads none of it. */
export async function findReference(): Promise<EngineReport> {
  try {
    const { createRequire } = await import('node:module');
    const { version } = createRequire(import.meta.url)('@tensorflow/tfjs-core/package.json');
    return { name: 'tfjs', works: true, version, threads: 1, howToGet };
  } catch (cause) {
    const whyNot = `@tensorflow/tfjs-core is not found: ${messageOf(cause)}`;
    return { name: 'tfjs', works: false, whyNot, howToGet };
  }
}
