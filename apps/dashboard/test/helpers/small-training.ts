import { join } from 'node:path';
import { writeSmallMnist } from './small-mnist.ts';
import { temporaryFolder } from './temporary.ts';

/** The folder of the pictures that are trained on. */
export const smallData = writeSmallMnist(join(temporaryFolder(), 'data'));

/** Few pictures and one core: a test is of what happens to a run, not of how well it learns. */
const small = ['mnist-64-shallow', '--threads', '1', '--data', smallData] as const;

/** As few epochs as there can be. */
export const short = [...small, '--epochs', '1'] as const;

/** More epochs than any test waits for. */
export const long = [...small, '--epochs', '100000', '--set', 'evaluateEvery=1000'] as const;

/** What a command complains of, but for the pictures that are not MNIST's own files. */
export function complaints(stderr: string): string {
  return stderr
    .split('\n')
    .filter((line) => !line.includes('not the official bytes'))
    .join('\n');
}
