import { visibleWidth } from '@hourglass/viz';
import { describe, expect, test } from 'vitest';
import { run } from './helpers/command.ts';
import { recordedRun } from './helpers/recorded-run.ts';
import { writeRun } from './helpers/run-directory.ts';
import { temporaryFolder } from './helpers/temporary.ts';

const home = temporaryFolder();
writeRun(home, 'mnist-64-20260301-100000-abcd', recordedRun());
writeRun(home, 'mnist-64-20260301-100000-efgh', recordedRun({ done: 5 }));

const tables: readonly (readonly string[])[] = [['runs', '--runs', home], ['data', 'list'], ['doctor']];

/** How wide the lines are, but for those of paths and commands, which are to be copied whole. */
async function widthOf(args: readonly string[], columns: string): Promise<number> {
  const { stdout } = await run(args, { COLUMNS: columns });
  const lines = stdout.split('\n').filter((line) => !/^ {2}\S|^\S*[/\\]/.test(line));
  return Math.max(...lines.map(visibleWidth));
}

describe.each(tables.map((args) => ({ args })))('$args.0', ({ args }) => {
  test('is no wider than COLUMNS says', async () => {
    for (const columns of ['60', '80', '100', '300']) {
      expect(await widthOf(args, columns), columns).toBeLessThanOrEqual(Number(columns));
    }
  });

  test('is whole in a pipe where COLUMNS says nothing that is a width', async () => {
    const whole = (await run(args)).stdout;
    expect((await run(args, { COLUMNS: '300' })).stdout).toBe(whole);
    for (const columns of ['', 'x', '0', '-3'])
      expect((await run(args, { COLUMNS: columns })).stdout).toBe(whole);
  });
});
