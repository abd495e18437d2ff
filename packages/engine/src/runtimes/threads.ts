/** Cores that this process may use. Browsers and Node 21 or later know `navigator`; Node 20 does not. */
export async function coreCount(): Promise<number> {
  const { navigator } = globalThis as { navigator?: { hardwareConcurrency?: number } };
  return navigator?.hardwareConcurrency ?? (await import('node:os')).availableParallelism();
}

/** Threads that WebAssembly can have here. */
export async function wasmThreadLimit(): Promise<number> {
  return mayShareMemory() && workersStart() ? coreCount() : 1;
}

/** A browser lets threads share memory only in pages that are isolated from other origins; Node always does. */
function mayShareMemory(): boolean {
  return (globalThis as { crossOriginIsolated?: boolean }).crossOriginIsolated !== false;
}

/**
 * Node hands its flags down to workers, and a worker that is started from a file dies of `--input-type`,
 * which belongs to `node --input-type=module --eval`.
 */
function workersStart(): boolean {
  const flags = 'process' in globalThis ? (process.execArgv ?? []) : [];
  return !flags.some((flag) => flag.startsWith('--input-type'));
}
