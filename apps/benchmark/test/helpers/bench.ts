import { spawn } from 'node:child_process';

const cli = new URL('../../dist/cli.js', import.meta.url).pathname;

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command as a person would. */
export function bench(...args: readonly string[]): Promise<Ended> {
  return node(cli, ...args);
}

/** The same in an environment that differs. */
export function benchWith(
  more: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<Ended> {
  return spawned([cli, ...args], more);
}

export function node(...args: readonly string[]): Promise<Ended> {
  return spawned(args, {});
}

/** The same, killed as soon as it has said `text` on stderr. */
export function benchUntil(text: string, ...args: readonly string[]): Promise<Ended> {
  return spawned([cli, ...args], {}, text);
}

async function spawned(
  args: readonly string[],
  more: Readonly<Record<string, string>>,
  until?: string,
): Promise<Ended> {
  const { HOURGLASS_DATA_DIR: _, HOURGLASS_PYTHON: __, FORCE_COLOR: ___, ...env } = process.env;
  const child = spawn(process.execPath, args, {
    env: { ...env, ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    if (until !== undefined && stderr.includes(until)) child.kill('SIGKILL');
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, stdout, stderr };
}
