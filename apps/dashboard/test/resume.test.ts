import { basename, dirname } from 'node:path';
import { expect, test } from 'vitest';
import { run, start, untilWritten } from './helpers/command.ts';
import { Home } from './helpers/home.ts';
import { short, smallData } from './helpers/small-training.ts';

const size = ['--batch-size', '8', '--epochs', '20'];
const often = ['--set', 'checkpoints.everySteps=100', '--set', 'evaluateEvery=100'];
const config = [...short, ...size, ...often];

test('resume goes on with a run that was killed, to its end', async () => {
  const home = new Home();
  const { child, result } = start(['train', ...config, '--json', ...home.flags]);
  await untilWritten(child, '"checkpoint"');
  process.kill(home.pid!, 'SIGKILL');
  const killed = await result;
  const id = basename(home.directory);
  expect(killed.code).toBe(1);
  expect(killed.stderr).toContain(`\`hourglass resume ${id}\` goes on`);

  const resumed = await run(['resume', id, '--no-ui', ...home.flags]);
  expect(resumed.code).toBe(0);
  // All it complains of is that the data are not the official ones.
  expect(resumed.stderr.trim().split('\n')).toEqual([expect.stringContaining(smallData)]);
  expect(resumed.stdout).toMatch(/^continued from step \d+$/m);
  expect(resumed.stdout).toMatch(/^epoch 20\/20 /m);
  expect(resumed.stdout).toMatch(/^finished: 20 of 20 epochs in /m);

  const again = await run(['resume', id, ...home.flags]);
  expect(again.code).toBe(1);
  expect(again.stderr).toBe(
    `hourglass: run '${id}' is finished after 20 epochs. To train it longer: \`hourglass resume ${id} --epochs 40\`.\n`,
  );
  const longer = await run(['resume', home.directory, '--epochs', '21', '--runs', dirname(home.path)]);
  expect(longer.stdout).toMatch(/^finished: 21 of 21 epochs in /m);
});
