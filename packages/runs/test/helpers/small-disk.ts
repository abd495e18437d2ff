import { execFileSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { makeHome } from './homes.ts';

/** Only root may mount, and not even root in every container. */
export const canMount = process.platform === 'linux' && process.getuid?.() === 0 && tryMount();

/** A disk of its own, in memory, that goes away with the test. */
export async function smallDisk(kilobytes: number): Promise<string> {
  const disk = join(await makeHome(), 'disk');
  await mkdir(disk);
  mount('-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', disk);
  onTestFinished(() => void execFileSync('umount', ['--lazy', disk]));
  return disk;
}

export function makeReadOnly(disk: string): void {
  mount('-o', 'remount,ro', disk);
}

function mount(...args: string[]): void {
  execFileSync('mount', args, { stdio: 'ignore' });
}

function tryMount(): boolean {
  try {
    // In a world of its own, so that nothing changes here.
    execFileSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/tmp'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
