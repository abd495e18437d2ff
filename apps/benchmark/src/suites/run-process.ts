import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Runs a program that prints one JSON object. @throws {Error} with the last line of what it complained about. */
export async function runProcess<T>(program: string, args: readonly string[]): Promise<T> {
  // Sets are found where the arguments say, whatever is a habit on this machine; and nothing is fetched.
  const { HOURGLASS_DATA_DIR: _, ...env } = process.env;
  try {
    const { stdout } = await execute(program, [...args], { env: { ...env, HOURGLASS_OFFLINE: '1' } });
    return JSON.parse(stdout) as T;
  } catch (error) {
    const { stderr = '', message } = error as Error & { stderr?: string };
    throw new Error(stderr.trim().split('\n').at(-1) || message);
  }
}
