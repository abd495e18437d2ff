import { EngineError } from '../errors.ts';
import { floats } from '../graph/graph.ts';
import { runtimes } from '../runtimes/choose-runtime.ts';
import { messageOf } from '../runtimes/failures.ts';
import type { Runtime } from '../runtimes/runtime.ts';
import { openSession } from '../runtimes/session.ts';
import { tinyGraph } from '../runtimes/tiny-graph.ts';
import type { EngineReport } from './engine-report.ts';
import { findReference } from './find-reference.ts';
import { findTfjsNode } from './find-tfjs-node.ts';

/**
 * Tries every engine, best first. `native` and `wasm` each run a tiny graph, the binding of `tfjs-node` is
 * loaded; of `tfjs` it only asks whether it can be found, because loading it is what `@hourglass/engine/graph`
 * spares its users.
 *
 * @example
 * for (const { name, works, whyNot } of await availableEngines()) console.log(name, works, whyNot ?? '');
 */
export async function availableEngines(): Promise<EngineReport[]> {
  const reports: EngineReport[] = [];
  // One after the other: a library that takes a core to start would slow the next one's start.
  for (const runtime of Object.values(runtimes)) reports.push(await tryRuntime(runtime));
  return [...reports, await findTfjsNode(), await findReference()];
}

async function tryRuntime({ name, howToGet, load }: Runtime): Promise<EngineReport> {
  try {
    const loaded = await load({ warn() {} });
    const { version, threads, bundled } = loaded;
    const providers = bundled ? { providers: bundled } : {};
    const session = await openSession(tinyGraph(), loaded);
    const { y } = await session.run({ x: floats([2], [1, 2]) });
    await session.close();
    if (String(y!.data) === '2,4') return { name, works: true, version, threads, ...providers, howToGet };
    return { name, works: false, whyNot: `1 + 1, 2 + 2 gave ${y!.data}`, version, howToGet };
  } catch (cause) {
    // The library's own words; what to do about it is in `howToGet`.
    const reason = cause instanceof EngineError ? (cause.cause ?? cause) : cause;
    return { name, works: false, whyNot: messageOf(reason), howToGet };
  }
}
