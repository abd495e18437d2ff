import { cpus, freemem, loadavg, totalmem } from 'node:os';
import { processUsage } from './process-usage.ts';

/** What a machine does. */
export interface Usage {
  readonly cores: number;
  /** Processes that wanted to work, over the last minute; undefined where the system does not count them. */
  readonly load: number | undefined;
  /** In bytes. */
  readonly freeMemory: number;
  readonly memory: number;
  /** The run's process, where the system tells of it. */
  readonly run: { readonly cores: number | undefined; readonly memory: number } | undefined;
}

/** Asks the system each time it is called. Cores of a process are the mean since the call before. */
export function usageMeter(pid: number | undefined): () => Usage {
  let before: { readonly at: number; readonly cpuSeconds: number } | undefined;
  return () => {
    const now = pid === undefined ? undefined : processUsage(pid);
    const at = performance.now() / 1000;
    const busy = now && before ? (now.cpuSeconds - before.cpuSeconds) / (at - before.at) : undefined;
    before = now && { at, cpuSeconds: now.cpuSeconds };
    const load = loadavg()[0]!;
    return {
      cores: cpus().length,
      // Windows does not count, and Node says 0.
      load: load > 0 ? load : undefined,
      freeMemory: freemem(),
      memory: totalmem(),
      run: now && { cores: busy, memory: now.memory },
    };
  };
}
