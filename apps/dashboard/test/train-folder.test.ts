import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from './helpers/command.ts';
import { Home } from './helpers/home.ts';
import { png } from './helpers/png.ts';
import { temporaryFolder } from './helpers/temporary.ts';

const folder = temporaryFolder();
const env = { HOURGLASS_CACHE: join(folder, 'cache') };
const net = ['--set', 'net.hidden=[]', '--set', 'net.codeSize=4', '--threads', '1', '--batch-size', '9'];
const train = ['train', 'mnist-64', ...net, '--epochs', '2'];

// 40 dark and 40 bright squares, in folders of their own and in one.
for (let i = 0; i < 80; i++) {
  const name = i < 40 ? 'dark' : 'bright';
  const grey = (i < 40 ? 20 : 180) + (i % 40);
  for (const place of [join('photos', name), 'flat']) {
    mkdirSync(join(folder, place), { recursive: true });
    writeFileSync(join(folder, place, `${i}.png`), png(8, [grey, grey, grey]));
  }
}

test('a folder of pictures is trained on, its folders are classes, and the run goes on from anywhere', async () => {
  const home = new Home();
  const args = [...train, '--dataset', 'photos', '--json', ...home.flags];
  const { code, stdout } = await run(args, env, folder);
  expect(code).toBe(0);
  const events = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(events[0]).toMatchObject({ dataset: 'photos', trainCount: 72, testCount: 8, shape: [28, 28, 1] });
  const last = (type: string) => events.findLast((event) => event.type === type);
  expect(last('evaluation')).toMatchObject({
    queries: expect.any(Number),
    precisionAt10: expect.any(Number),
  });
  expect(last('neighbours').classNames).toEqual(['bright', 'dark']);
  expect(last('neighbours').rows[0].labels).toHaveLength(8);

  const { train: config } = JSON.parse(readFileSync(join(home.directory, 'config.json'), 'utf8'));
  expect(config).toMatchObject({ dataset: join(folder, 'photos'), shape: [28, 28, 1] });
  const longer = await run(['resume', home.directory, '--epochs', '3', '--no-ui'], env);
  expect([longer.code, longer.stdout]).toEqual([0, expect.stringContaining('finished: 3 of 3 epochs in ')]);
  const out = join(folder, 'codes');
  expect((await run(['export', home.directory, '--to', 'npy', '--out', out], env)).code).toBe(0);
  expect(readdirSync(out)).toContain('codes-train.npy');
});

test('without folders in it there are no labels, and nothing is said of precision', async () => {
  const home = new Home();
  const size = ['--shape', '4x6x3', '--background', 'white'];
  const { code, stdout } = await run([...train, '--dataset', './flat', ...size, ...home.flags], env, folder);
  expect([code, stdout]).toEqual([0, expect.stringContaining('finished: 2 of 2 epochs in ')]);
  expect(stdout).toContain('mnist-64: flat, 72 -> 4 numbers');
  expect(stdout).not.toMatch(/precision|p@10|nearest/);
  const neighbours = home.events.findLast(({ type }) => type === 'neighbours');
  expect(neighbours).toMatchObject({ shape: [4, 6, 3], classNames: [], rows: expect.any(Array) });
  const { train: config } = JSON.parse(readFileSync(join(home.directory, 'config.json'), 'utf8'));
  expect(config).toMatchObject({ shape: [4, 6, 3], background: 'white' });
  for (const format of ['npy', 'projector']) {
    const out = join(folder, `flat-${format}`);
    expect((await run(['export', home.directory, '--to', format, '--out', out], env)).code).toBe(0);
  }
  const { stdout: replayed } = await run(['watch', home.directory, '--no-ui'], env);
  expect(replayed).toContain('finished: 2 of 2 epochs in ');
});

const one = join(folder, 'one');
mkdirSync(one);
writeFileSync(join(one, '1.png'), png(4, [1, 2, 3]));

test.each([
  [
    'a folder that is not there',
    ['--dataset', './none'],
    1,
    /The folder of pictures \S+none cannot be read: no such/,
  ],
  [
    'a name that is neither set nor folder',
    ['--dataset', 'none'],
    2,
    /'dataset': one of mnist, .* such as \.\/photos/,
  ],
  [
    'a shape for a set of the catalog',
    ['--shape', '8x8x1'],
    2,
    /'shape': it is for folders of pictures only/,
  ],
  ['a background for one', ['--background', 'white'], 2, /'background': it is for folders of pictures only/],
  [
    'a shape that does not fit the net',
    [
      '--dataset',
      './flat',
      '--shape',
      '9x9x1',
      '--set',
      'net={"kind":"conv","encoder":[{"pool":2}],"decoder":[{"up":2}]}',
    ],
    2,
    /'net\.decoder': its decoder gives 100 pixels/,
  ],
  [
    'one picture',
    ['--dataset', './one', '--batch-size', '1'],
    1,
    /1 pictures to learn from and 0 to be tested on/,
  ],
] as const)('says in one line what is wrong with %s', async (_, args, exitCode, message) => {
  const home = new Home();
  const { code, stdout, stderr } = await run(['train', 'mnist-64', ...args, ...home.flags], env, folder);
  expect([code, stdout]).toEqual([exitCode, '']);
  expect(stderr.trim().split('\n').at(-1)).toMatch(message);
});
