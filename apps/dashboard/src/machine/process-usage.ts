import { readFileSync } from 'node:fs';

/** Linux counts a process' time in hundredths of a second, whatever its own clock is. */
const ticksPerSecond = 100;
const pageSize = 4096;

/**
 * What a process has used so far: seconds of all cores together, and bytes of memory that are its own.
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
    const [user, system, pages] = [11, 12, 21].map((place) => Number(fields[place]));
    return { cpuSeconds: (user! + system!) / ticksPerSecond, memory: pages! * pageSize };
  } catch {
    return undefined;
  }
}
