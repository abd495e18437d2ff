import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { python } from '../python.ts';
import { runProcess } from '../run-process.ts';
import type { Contender } from './contenders.ts';
import { type PythonVersions, script } from './python.ts';
import type { Loaded } from './row.ts';
import type { Sources } from './sources.ts';

const worker = fileURLToPath(new URL('./worker.js', import.meta.url));

/** Why a contender cannot run here; undefined if it can. */
export function obstacleTo(
  { set, by }: Contender,
  { cifar100 }: Sources,
  versions: PythonVersions,
): string | undefined {
  if (set === 'cifar100' && 'absent' in cifar100) return cifar100.absent;
  return by === 'hourglass' || versions[by] !== undefined ? undefined : 'not installed';
}

/** One fresh process. `cacheDir` keeps what was unpacked; the first load of a set has an empty one of its own. */
export async function loadOnce(contender: Contender, sources: Sources, cacheDir: string): Promise<Loaded> {
  try {
    return await started(contender, sources, cacheDir);
  } catch (error) {
    throw new Error(`'${contender.name}' failed: ${(error as Error).message}`);
  }
}

async function started(contender: Contender, sources: Sources, cacheDir: string): Promise<Loaded> {
  const { set, by, way } = contender;
  const cifar100 = 'archive' in sources.cifar100 ? sources.cifar100 : undefined;
  if (by !== 'hourglass') {
    return runProcess(python(), [script, way, set === 'mnist' ? sources.mnist : cifar100!.archive]);
  }
  const dataDir = set === 'cifar100' ? cifar100!.dataDir : undefined;
  const load = (cache: string) =>
    runProcess<Loaded>(process.execPath, [worker, set, JSON.stringify({ dataDir, cacheDir: cache })]);
  if (way !== 'first') return load(cacheDir);
  const empty = await mkdtemp(join(tmpdir(), 'hourglass-load-'));
  try {
    return await load(empty);
  } finally {
    await rm(empty, { recursive: true });
  }
}
