import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startTicks } from './process-birth.ts';

describe.skipIf(process.platform !== 'linux')('startTicks', () => {
  it('is the same each time, and differs from another process', async () => {
    expect(await startTicks(process.pid)).toBeGreaterThan(0);
    expect(await startTicks(process.pid)).toBe(await startTicks(process.pid));
    expect(await startTicks(1)).not.toBe(await startTicks(process.pid));
  });

  it('is undefined for no process', async () => {
    expect(await startTicks(2 ** 22 + 1)).toBeUndefined();
  });

  it('is undefined for a dead process that its parent has not collected', async () => {
    const parent = spawn('sh', ['-c', 'true & echo $!; exec sleep 5']);
    onTestFinished(() => void parent.kill());
    const pid = Number((await once(parent.stdout, 'data'))[0]);
    await expect.poll(() => startTicks(pid)).toBeUndefined();
  });
});
