import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';

/** A runs home of a test's own, with at most one run in it. After the test both are gone. */
export class Home {
  readonly path = mkdtempSync(join(tmpdir(), 'hourglass-home-'));
  readonly flags = ['--runs', this.path];

  constructor() {
    onTestFinished(() => {
      const { pid } = this;
      if (pid !== undefined && isAlive(pid)) process.kill(pid, 'SIGKILL');
      rmSync(this.path, { recursive: true, force: true });
    });
  }

  get directory(): string {
    return join(this.path, readdirSync(this.path)[0]!);
  }

  /** As far as they are written: none before there is a run, and not the half of a line. */
  get events(): { type: string; reason?: string }[] {
    const metrics = join(this.path, readdirSync(this.path)[0] ?? '', 'metrics.jsonl');
    if (!existsSync(metrics)) return [];
    const lines = readFileSync(metrics, 'utf8').split('\n').slice(0, -1);
    return lines.map((line) => JSON.parse(line));
  }

  /** Process of the training, while there is one. */
  get pid(): number | undefined {
    const run = readdirSync(this.path)[0];
    const lock = join(this.path, run ?? '', 'lock');
    return existsSync(lock) ? JSON.parse(readFileSync(lock, 'utf8')).pid : undefined;
  }

  async untilGone(): Promise<void> {
    for (let tries = 0; tries < 400; tries++) {
      if (this.pid === undefined || !isAlive(this.pid)) return;
      await sleep(25);
    }
    throw new Error('the training goes on');
  }
}

/** A process that has ended but was not collected by its parent still has a number. */
function isAlive(pid: number): boolean {
  const stat = `/proc/${pid}/stat`;
  if (existsSync(stat)) return !readFileSync(stat, 'utf8').includes(') Z ');
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
