import { fileURLToPath } from 'node:url';
import { python } from '../python.ts';
import { runProcess } from '../run-process.ts';

/** The script is not built: it lies beside `src` and `dist`. */
export const script = fileURLToPath(new URL('../../../peers/search.py', import.meta.url));

/** Versions of what the script can use here; nothing if there is no Python. */
export async function pythonVersions(): Promise<Readonly<Record<string, string>>> {
  return runProcess<Record<string, string>>(python(), [script, 'check']).catch(() => ({}));
}
