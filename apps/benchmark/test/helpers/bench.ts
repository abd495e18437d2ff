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

export async function node(...args: readonly string[]): Promise<Ended> {
  const { HOURGLASS_DATA_DIR: _, FORCE_COLOR: __, ...env } = process.env;
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, stdout, stderr };
}
