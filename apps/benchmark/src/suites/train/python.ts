import { fileURLToPath } from 'node:url';
import { python } from '../python.ts';
import { runProcess } from '../run-process.ts';

/** The script is not built: it lies beside `src` and `dist`. */
export const script = fileURLToPath(new URL('../../../peers/train.py', import.meta.url));

export type PythonVersions = Readonly<Record<string, string>>;

/** What the script can use here; nothing if there is no Python. */
export async function pythonVersions(): Promise<PythonVersions> {
  return runProcess<PythonVersions>(python(), [script, 'check']).catch(() => ({}));
}

export interface Trial {
  readonly way: string;
  /** Images a second of each way that works. */
  readonly tried: Readonly<Record<string, number>>;
}

/** Tries the ways of a peer in turn, in a process that ends then: what it took is not the contender's. */
export async function tryWays(
  name: string,
  folder: string,
  seconds: number,
  ways: readonly string[],
): Promise<Trial> {
  return runProcess<Trial>(python(), [script, name, folder, 'try', String(seconds), ...ways]);
}
