import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from './helpers/command.ts';
import { Home } from './helpers/home.ts';
import { short, smallData } from './helpers/small-training.ts';

const lossesOf = (home: Home) =>
  (home.events as { type: string; trainLoss?: number }[]).flatMap(({ trainLoss }) => trainLoss ?? []);

test('a run is repeated from its config.json, and only on the data that it was trained on', async () => {
  const first = new Home();
  const trained = await run(['train', ...short, '--no-ui', ...first.flags]);
  expect(trained).toMatchObject({ code: 0 });
  const config = join(first.directory, 'config.json');
  const again = (home: Home, ...flags: string[]) =>
    run(['train', config, '--no-ui', ...flags, ...home.flags]);

  const second = new Home();
  expect(await again(second)).toMatchObject({ code: 0 });
  expect(lossesOf(second)).toEqual(lossesOf(first));

  const pictures = join(smallData, 'train-images-idx3-ubyte');
  const bytes = readFileSync(pictures);
  bytes[bytes.length >> 1]! ^= 1;
  writeFileSync(pictures, bytes);
  const third = new Home();
  for (const flags of [[], ['--seed', '2'], ['--data', smallData], ['--dataset', 'mnist']]) {
    expect(await again(third, ...flags)).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'hourglass: the run does not begin: the data are not those that the run was trained on (not one by one the same). ' +
        'Bring them back, or go on with these: `hourglass train … --changed-data`.\n',
    });
  }
  expect(readdirSync(third.path)).toEqual([]);
  expect(await again(third, '--changed-data')).toMatchObject({ code: 0 });

  // What a config says of its data must be whole, or not be there.
  const { data: _, ...rest } = JSON.parse(readFileSync(config, 'utf8'));
  writeFileSync(config, JSON.stringify({ ...rest, data: { sha256: 7 } }));
  const odd = await again(new Home());
  expect(odd).toMatchObject({ code: 2, stdout: '' });
  expect(odd.stderr).toContain("its 'data' must hold sha256, train and test, or be left out\n");
  writeFileSync(config, JSON.stringify(rest));
  expect(await again(new Home())).toMatchObject({ code: 0 });
});
