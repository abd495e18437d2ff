import { readFile } from 'node:fs/promises';

/**
 * When a process started, in clock ticks since the machine's boot: with its pid, a name that is never
 * used twice. Undefined if there is no such process, if it is dead and only not yet collected by its
 * parent, or if this system has no `/proc`.
 */
export async function startTicks(pid: number): Promise<number | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The second field is the program's name, which may hold spaces and brackets: count from behind it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, ticks] = [fields[0], Number(fields[19])];
  if (state === undefined || state === 'Z' || state === 'X' || !Number.isFinite(ticks)) return undefined;
  return ticks;
}
