import { type ChildProcess, spawn } from 'node:child_process';
import { command } from './pty.ts';

export interface Result {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The built command without a terminal: as in a pipe or a log. */
export function start(
  args: readonly string[],
  env: Record<string, string> = {},
  cwd = process.cwd(),
): { child: ChildProcess; result: Promise<Result> } {
  const { NO_COLOR: _no, FORCE_COLOR: _force, HOURGLASS_RUNS: _runs, ...others } = process.env;
  const { HOURGLASS_DATA_DIR: _data, COLUMNS: _columns, ...rest } = others;
  const child = spawn(process.execPath, [command, ...args], {
    cwd,
    // A slow machine would say how far it is.
    env: { ...rest, HOURGLASS_NO_PROGRESS: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err]: [string[], string[]] = [[], []];
  child.stdout!.setEncoding('utf8').on('data', (text: string) => out.push(text));
  child.stderr!.setEncoding('utf8').on('data', (text: string) => err.push(text));
  const result = new Promise<Result>((resolve) => {
    child.on('close', (code) => resolve({ code, stdout: out.join(''), stderr: err.join('') }));
  });
  return { child, result };
}

export function run(args: readonly string[], env?: Record<string, string>, cwd?: string): Promise<Result> {
  return start(args, env, cwd).result;
}

/** Resolves when a child has written a text. */
export function untilWritten({ stdout }: ChildProcess, text: string): Promise<void> {
  let written = '';
  return new Promise((resolve) => {
    stdout!.on('data', (chunk: string) => {
      written += chunk;
      if (written.includes(text)) resolve();
    });
  });
}
