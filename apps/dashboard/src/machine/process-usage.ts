import { readFileSync } from 'node:fs';

/** Linux tells programs a process' time in hundredths of a second, whatever its own clock is. */
const ticksPerSecond = 100;

/**
 * What a process has used so far: seconds of all cores together, and bytes of memory that it holds.
 *
 * @returns undefined where it is gone, or where the system has no `/proc`: only Linux tells without another program.
 */
export function processUsage(
  pid: number,
): { readonly cpuSeconds: number; readonly memory: number } | undefined {
  try {
    // The name of the program may hold anything, blanks and brackets too: what counts stands behind its last bracket.
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const ticks = Number(fields[11]) + Number(fields[12]);
    const [, kibibytes] = /^VmRSS:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    // One that has ended and is not buried yet holds none.
    if (kibibytes === undefined) return undefined;
    return { cpuSeconds: ticks / ticksPerSecond, memory: 1024 * Number(kibibytes) };
  } catch {
    return undefined;
  }
}
