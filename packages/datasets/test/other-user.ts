import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const built = fileURLToPath(new URL('../dist/index.js', import.meta.url));
const nobody = { uid: 65_534, gid: 65_534 };

/**
 * A user whom permissions hold: root, whom they do not, becomes nobody. For processes of their own.
 * Undefined where there is no such user, or where the built package is hidden from him.
 */
export function heldByPermissions(): { uid?: number; gid?: number } | undefined {
  if (process.getuid === undefined) return undefined;
  if (process.getuid() !== 0) return {};
  const script = `require('fs').accessSync(${JSON.stringify(built)})`;
  return spawnSync(process.execPath, ['-e', script], nobody).status === 0 ? nobody : undefined;
}
