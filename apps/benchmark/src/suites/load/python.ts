import { fileURLToPath } from 'node:url';
import { python } from '../python.ts';
import { runProcess } from '../run-process.ts';

/** The script is not built: it lies beside `src` and `dist`. */
export const script = fileURLToPath(new URL('../../../peers/load.py', import.meta.url));

export type PythonVersions = Readonly<Partial<Record<'python' | 'numpy' | 'torch' | 'torchvision', string>>>;

/** What the script can use here; nothing if there is no Python. */
export async function pythonVersions(): Promise<PythonVersions> {
  return runProcess<PythonVersions>(python(), [script, 'check']).catch(() => ({}));
}
