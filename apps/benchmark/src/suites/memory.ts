import { readFileSync, writeFileSync } from 'node:fs';

/** The most resident memory that this process had, since its start or since `forgetPeak`. */
export function peakBytes(): number {
  // Linux hands the peak that getrusage tells down from the process that started this one.
  return statusBytes('VmHWM') ?? process.resourceUsage().maxRSS * 1024;
}

/** From now on the peak is that of what comes. Where the system cannot do that, it is that of all. */
export function forgetPeak(): void {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    // Not Linux, or not allowed: what Node takes to start is little beside a set.
  }
}

function statusBytes(key: string): number | undefined {
  try {
    const line = new RegExp(`^${key}:\\s+(\\d+) kB`, 'm').exec(readFileSync('/proc/self/status', 'utf8'));
    return line ? Number(line[1]) * 1024 : undefined;
  } catch {
    return undefined;
  }
}
