import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { newestCheckpoint } from '../read.ts';

test('the newest checkpoint is the one of the most steps that has both files', async () => {
  const run = mkdtempSync(join(tmpdir(), 'hourglass-checkpoint-'));
  onTestFinished(() => rmSync(run, { recursive: true }));
  await expect(newestCheckpoint(run)).rejects.toMatchObject({ code: 'NO_CHECKPOINT' });
  const write = (step: string, ...files: string[]) => {
    mkdirSync(join(run, 'checkpoints', step), { recursive: true });
    for (const file of files) writeFileSync(join(run, 'checkpoints', step, file), '');
  };
  write('90', 'weights.json', 'weights.bin');
  write('100', 'weights.json', 'weights.bin');
  write('200', 'weights.json');
  write('.300.tmp', 'weights.json', 'weights.bin');
  expect(await newestCheckpoint(run)).toBe(join(run, 'checkpoints', '100'));
});
