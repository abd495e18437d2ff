import { resolve } from 'node:path';

/**
 * Where runs live, as an absolute path: what the `--runs` flag says, else `HOURGLASS_RUNS`, else `./runs`.
 * Makes nothing on disk.
 */
export function runsHome(flag?: string): string {
  return resolve(flag || process.env.HOURGLASS_RUNS || 'runs');
}
