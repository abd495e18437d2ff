import { createRequire } from 'node:module';
import { arch, availableParallelism, cpus, platform, release, totalmem } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { ownVersion, versionIn } from './version.ts';

export interface Machine {
  readonly cpu: string;
  /** Threads that this process may use at once. */
  readonly cores: number;
  /** Cores that were left for us just before the run. Less than `cores`: others were at work. */
  readonly idleCores: number;
  readonly memoryBytes: number;
  /** Such as `linux 6.1.0 x64`. */
  readonly platform: string;
}

/** Looks at the machine for a second, during which this process does nothing. */
export async function describeMachine(): Promise<Machine> {
  return {
    cpu: cpus()[0]?.model.trim() || 'unknown',
    cores: availableParallelism(),
    idleCores: await idleCores(1000),
    memoryBytes: totalmem(),
    platform: `${platform()} ${release()} ${arch()}`,
  };
}

/** Whether other work took so much that speeds mean little. */
export function isBusy({ cores, idleCores }: Machine): boolean {
  return idleCores < cores - 0.25;
}

/** The load average would also count what we ran the minute before. */
async function idleCores(milliseconds: number): Promise<number> {
  const idleTime = () => cpus().reduce((sum, { times }) => sum + times.idle, 0);
  const before = idleTime();
  const start = performance.now();
  await sleep(milliseconds);
  const idle = (idleTime() - before) / (performance.now() - start);
  return Math.min(availableParallelism(), Number(idle.toFixed(2)));
}

/** Versions of what the figures depend on, as installed here. */
export function describeVersions(): Record<string, string> {
  const here = createRequire(import.meta.url);
  // The engine owns ONNX Runtime, so it is looked up from where the engine is.
  const engine = createRequire(here.resolve('@hourglass/engine'));
  return {
    hourglass: ownVersion(),
    node: process.versions.node,
    'onnxruntime-node': versionIn(engine.resolve('onnxruntime-node/package.json')),
    '@tensorflow/tfjs-core': versionIn(here.resolve('@tensorflow/tfjs-core/package.json')),
    '@tensorflow/tfjs-backend-wasm': versionIn(here.resolve('@tensorflow/tfjs-backend-wasm/package.json')),
  };
}
