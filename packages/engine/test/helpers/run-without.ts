import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { withoutHook } from '@hourglass/test-fixtures';

const nowhere = fileURLToPath(new URL('nowhere', import.meta.url));
const cwd = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Runs code on the built package in a process that lacks some packages, and tfjs-node unless `env` names it.
 * `code` may use what the imports name.
 */
export function runWithout(missing: readonly string[], code: string, env: Record<string, string> = {}) {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--import', withoutHook, '--input-type=module', '--eval', code],
    {
      cwd,
      encoding: 'utf8',
      env: {
        ...process.env,
        HOURGLASS_ENGINE: '',
        HOURGLASS_PROVIDER: '',
        HOURGLASS_TFJS_NODE: nowhere,
        WITHOUT: missing.join(','),
        NO_COLOR: '1',
        // pnpm's own: with it, packages are found that users do not find.
        NODE_PATH: '',
        ...env,
      },
    },
  );
  return { out: stdout.trim(), err: stderr.trim(), status };
}
