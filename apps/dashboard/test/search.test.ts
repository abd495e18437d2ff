import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { GraphBuilder, toOnnx } from '@hourglass/engine/graph';
import { describe, expect, test } from 'vitest';
import { run, start } from './helpers/command.ts';
import { Home } from './helpers/home.ts';
import { png } from './helpers/png.ts';
import { short } from './helpers/small-training.ts';
import { temporaryFolder } from './helpers/temporary.ts';

const home = temporaryFolder();
const env = { HOURGLASS_OFFLINE: '1', HOURGLASS_CACHE: join(home, 'cache'), COLUMNS: '80' };
const hourglass = (args: readonly string[]) => run(args, env);

let folders = 0;
/** A folder of `count` pictures of one colour each, and a place for its index. */
function photos(count: number): { folder: string; out: string; raw: string[] } {
  const folder = join(home, `photos-${folders++}`);
  mkdirSync(join(folder, 'deep'), { recursive: true });
  for (let i = 0; i < count; i++) draw(folder, `${i % 2 ? 'deep/' : ''}${i}.png`, i);
  const out = `${folder}.index`;
  return { folder, out, raw: ['index', folder, '--out', out, '--encoder', 'raw', '--measure', 'l2'] };
}

function draw(folder: string, path: string, seed: number): void {
  writeFileSync(
    join(folder, path),
    png(16, [255 - (seed >> 8), 255 - (seed % 256), 255 - ((seed * 7) % 256)]),
  );
}

describe('index and search', () => {
  test('of a folder: what was found is drawn, printed as lines, and written as one page', async () => {
    const { folder, out, raw } = photos(8);
    writeFileSync(join(folder, 'broken.png'), 'no picture');
    const indexed = await hourglass(raw);
    expect(indexed.code, indexed.stderr).toBe(0);
    // On a slow machine, how far it is comes first.
    expect(indexed.stderr).toMatch(/^hourglass: broken\.png: it begins as no picture does\n$/m);
    expect(indexed.stdout).toContain('8 pictures of ');
    expect(indexed.stdout).toContain(
      '8 added, 0 changed, 0 moved, 0 removed, 0 unchanged, 1 broken; 8 encoded.',
    );

    const drawn = await hourglass(['search', '2.png', '--in', out, '--k', '2']);
    expect(drawn.code, drawn.stderr).toBe(0);
    expect(drawn.stdout).toMatch(/[░▒▓█]{8}/);
    const table = drawn.stdout.trimEnd().split('\n').slice(-3);
    expect(table[0]).toMatch(/^ +query +2\.png$/);
    expect(
      table
        .slice(1)
        .map((line) => line.split(/ +/).at(-1))
        .sort(),
    ).toEqual(['deep/1.png', 'deep/3.png']);
    for (const line of drawn.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);

    const page = join(home, 'found.html');
    const told = await hourglass([
      'search',
      join(folder, 'deep/3.png'),
      '--in',
      folder,
      '--json',
      '--html',
      page,
    ]);
    // An index beside the folder is named by its own folder.
    expect(told.code).toBe(1);
    expect(told.stderr).toContain('neither an index nor a folder that is indexed');
    const lines = await hourglass([
      'search',
      join(folder, 'deep/3.png'),
      '--in',
      out,
      '--json',
      '--html',
      page,
    ]);
    const hits = lines.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(hits.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(hits.some(({ paths }) => paths.includes('deep/3.png'))).toBe(false);
    expect(hits[0]).toMatchObject({
      paths: [expect.stringMatching(/^(2|4)\.png$/)],
      distance: expect.any(Number),
    });
    const html = readFileSync(page, 'utf8');
    expect(html.match(/<img alt="" src="data:image\/png;base64,/g)).toHaveLength(8);
    expect(html).not.toMatch(/(src|href)="(?!data:)/);
  });

  test('by an ONNX file, which says what pictures it takes', async () => {
    const { folder, out } = photos(4);
    const b = new GraphBuilder('means of channels');
    const x = b.input('x', 'float32', [null, 3, 20, 24]);
    b.output('y', 'float32', [null, 3, 20, 24], b.op('Identity', [x]));
    const file = join(home, 'means.onnx');
    writeFileSync(file, toOnnx(b.build()));
    const indexed = await hourglass(['index', folder, '--out', out, '--encoder', file]);
    expect(indexed.code, indexed.stderr).toBe(0);
    const facts = JSON.parse(readFileSync(join(out, 'library.json'), 'utf8'));
    expect(facts.encoder).toMatchObject({ name: 'means.onnx', shape: [20, 24, 3] });
    const found = await hourglass(['search', '0.png', '--in', out, '--json']);
    expect(found.stdout.trim().split('\n')).toHaveLength(3);

    const means = ['--mean', '0.5,0.25,0', '--std', '0.5,1,2'];
    const again = await hourglass(['index', folder, '--out', `${out}.2`, '--encoder', file, ...means]);
    expect(again.code, again.stderr).toBe(0);
    const { encoder } = JSON.parse(readFileSync(join(`${out}.2`, 'library.json'), 'utf8'));
    expect(encoder).toMatchObject({ mean: [0.5, 0.25, 0], std: [0.5, 1, 2] });
    for (const [args, words] of [
      [['--encoder', file, '--mean', '1,x,2'], "'--mean <list>'"],
      [['--encoder', file, '--std', '1,0,2'], 'std'],
      [['--encoder', file, '--mean', '1'], 'mean'],
      [['--encoder', 'raw', '--std', '1,1,1'], '--std is for --encoder with an ONNX file'],
    ] as const) {
      const refused = await hourglass(['index', folder, '--out', `${out}.3`, ...args]);
      expect(refused.code).not.toBe(0);
      expect(refused.stderr).toContain(words);
      expect(refused.stderr.trimEnd().split('\n')).toHaveLength(1);
      expect(existsSync(join(`${out}.3`, 'library.json'))).toBe(false);
    }
  });

  test('with --why: a map for each hit, drawn, in the page and as numbers', async () => {
    const { out, raw } = photos(4);
    await hourglass(raw);
    const page = join(home, 'why.html');
    const why = ['search', '2.png', '--in', out, '--k', '2', '--why'];
    const drawn = await hourglass([...why, '--html', page]);
    expect(drawn.code, drawn.stderr).toBe(0);
    for (const caption of ['why 1', 'why 2']) expect(drawn.stdout).toContain(caption);
    // The query, two hits, and a map of each.
    expect(readFileSync(page, 'utf8').match(/<img /g)).toHaveLength(5);
    const lines = (await hourglass([...why, '--json'])).stdout.trim().split('\n');
    for (const { agreement } of lines.map((line) => JSON.parse(line))) {
      expect(agreement).toHaveLength(32);
      for (const row of agreement) expect(row.every((value: number) => value <= 0)).toBe(true);
    }
    const ofSet = await hourglass([
      'search',
      '7',
      '--dataset',
      'cifar100-mini',
      '--k',
      '1',
      '--why',
      '--json',
    ]);
    expect(JSON.parse(ofSet.stdout).agreement).toHaveLength(32);
  });

  test('without --out and --in: the folder that was indexed last', async () => {
    const [first, second] = [photos(3), photos(4)];
    for (const { folder } of [first, second]) await hourglass(['index', folder, '--encoder', 'raw']);
    expect((await hourglass(['search', '0.png', '--json'])).stdout.trim().split('\n')).toHaveLength(3);
    const named = await hourglass(['search', '0.png', '--in', first.folder, '--json']);
    expect(named.stdout.trim().split('\n')).toHaveLength(2);
  });

  test('a kill in the middle: the next run goes on, and then touches what changed alone', async () => {
    const { folder, out, raw } = photos(1200);
    const { child, result } = start(raw, env);
    const log = join(out, 'files.jsonl');
    while (!existsSync(log) || statSync(log).size === 0) await sleep(5);
    child.kill('SIGKILL');
    await result;
    const report = async () => JSON.parse((await hourglass([...raw, '--json'])).stdout);
    const resumed = await report();
    expect(resumed).toMatchObject({ files: 1200, removed: [], changed: [] });
    expect(resumed.unchanged).toBeGreaterThan(0);
    expect(resumed.encoded).toBeLessThan(1200);
    expect(resumed.added.length + resumed.unchanged).toBe(1200);

    for (let i = 0; i < 20; i += 2) draw(folder, `${i}.png`, 5000 + i);
    for (let i = 20; i < 40; i += 2)
      renameSync(join(folder, `${i}.png`), join(folder, `deep/moved-${i}.png`));
    for (let i = 40; i < 60; i += 2) rmSync(join(folder, `${i}.png`));
    writeFileSync(join(folder, '60.png'), 'broken');
    const second = await report();
    expect(second).toMatchObject({ files: 1189, added: [], encoded: 10, unchanged: 1169 });
    const { changed, moved, removed, broken } = second;
    expect([changed, moved, removed, broken].map((list) => list.length)).toEqual([10, 10, 10, 1]);
    expect(await report()).toMatchObject({ encoded: 0, unchanged: 1190, stillBroken: 1, broken: [] });
  });

  test('two at once: the second says why it does not', async () => {
    const { out, raw } = photos(4000);
    const first = start(raw, env);
    while (!existsSync(join(out, 'files.jsonl'))) await sleep(5);
    first.child.kill('SIGSTOP'); // at work, for as long as we like
    const keeper = setInterval(() => {
      // A process that stands still loses its lock; this one is kept as a live one would keep it.
      const now = new Date();
      if (existsSync(join(out, 'busy'))) utimesSync(join(out, 'busy'), now, now);
    }, 500);
    const second = await hourglass(raw);
    clearInterval(keeper);
    first.child.kill('SIGCONT');
    first.child.kill('SIGKILL');
    await first.result;
    expect(second.code).toBe(1);
    expect(second.stderr).toContain('another process is indexing into it. Try again when it is done.');
  });
});

describe('search of a set', () => {
  test('by the number of a picture, which is not among its own neighbours', async () => {
    const { code, stdout, stderr } = await hourglass([
      'search',
      '--dataset',
      'cifar100-mini',
      '--encoder',
      'raw',
      '7',
      '--k',
      '4',
      '--json',
    ]);
    expect(code, stderr).toBe(0);
    const hits = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(hits).toHaveLength(4);
    expect(hits.map(({ id }) => id)).not.toContain(7);
    expect(hits[0]).toMatchObject({ rank: 1, split: 'test', label: expect.any(String) });
  });

  test('by the net of a run, and a folder by it too', async () => {
    const runs = new Home();
    const trained = await hourglass(['train', ...short, '--no-ui', ...runs.flags]);
    expect(trained.code, trained.stderr).toBe(0);
    const byRun = ['--run', runs.directory];
    const hits = await hourglass([
      'search',
      '--dataset',
      'mnist',
      '7',
      ...byRun,
      '--measure',
      'bce',
      '--k',
      '2',
    ]);
    expect(hits.code, hits.stderr).toBe(0);
    expect(hits.stdout).toContain('10000 pictures of MNIST handwritten digits, test, by ');
    const { folder, out } = photos(5);
    const indexed = await hourglass(['index', folder, '--out', out, ...byRun, '--measure', 'bce']);
    expect(indexed.code, indexed.stderr).toBe(0);
    rmSync(runs.directory, { recursive: true });
    const found = await hourglass(['search', '0.png', '--in', out]);
    expect(found.code, found.stderr).toBe(0);
    expect(found.stdout).toContain('bce');
  });
});

describe('duplicates', () => {
  test('of a folder: groups with all their paths; nothing is deleted', async () => {
    const { folder, out, raw } = photos(6);
    copyFileSync(join(folder, '0.png'), join(folder, 'deep/copy.png'));
    linkSync(join(folder, '2.png'), join(folder, 'deep/link.png'));
    await hourglass(raw.map((word) => (word === 'l2' ? 'cosine' : word)));
    const page = join(home, 'duplicates.html');
    const { code, stdout, stderr } = await hourglass(['duplicates', out, '--html', page]);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('1 groups of the same picture, 0 of similar ones, in 6 pictures.');
    expect(stdout).toContain('the same picture, 0.0000:\n  0.png\n  deep/copy.png\n');
    expect(stdout).not.toContain('link.png');
    expect(readFileSync(page, 'utf8').match(/<img /g)).toHaveLength(1);
    const lines = await hourglass(['duplicates', out, '--json']);
    expect(JSON.parse(lines.stdout)).toEqual({
      kind: 'same',
      distance: 0,
      paths: ['0.png', 'deep/copy.png'],
    });
    expect(existsSync(join(folder, 'deep/copy.png'))).toBe(true);
  });

  test('of a set: test pictures that are in train', async () => {
    const { code, stdout, stderr } = await hourglass(['duplicates', 'cifar100-mini', '--json']);
    expect(code, stderr).toBe(0);
    const pairs = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(pairs.length).toBeGreaterThan(5);
    for (const { query, item, distance, kind } of pairs) {
      expect([query.split, item.split]).toEqual(['test', 'train']);
      expect(distance).toBeLessThan(0.5);
      expect(['same', 'similar']).toContain(kind);
    }
    // Chance would give one in a hundred.
    const alike = pairs.filter(({ query, item }) => query.label === item.label);
    expect(alike.length / pairs.length).toBeGreaterThan(0.5);
  });
});

describe('a mistake costs a line', () => {
  test.each([
    [['index', 'nowhere'], 1, 'nowhere cannot be read'],
    [['index', '.', '--encoder', 'magic'], 2, "unknown encoder 'magic'"],
    [['index', '.', '--measure', 'far'], 2, 'bce, bce-reverse'],
    [['index', '.', '--encoder', 'raw', '--run', 'x'], 2, 'cannot be used with'],
    [['search', 'x', '--in', 'nowhere'], 1, "'nowhere' is not there"],
    [['search', 'x', '--dataset', 'mnist', '--in', '.'], 2, 'only one of them'],
    [['search', '99999', '--dataset', 'mnist'], 2, '0 to 9999'],
    [['search', 'x', '--dataset', 'mnist'], 2, "'x' is neither a file nor the number"],
    [['search', 'x', '--encoder', 'raw'], 2, 'an index has its own encoder'],
    [['search', 'x', '--k', '0'], 2, 'at least 1'],
    [['duplicates', 'nowhere'], 1, 'cannot be read'],
    [['duplicates', 'mnist', '--false-matches', '2'], 2, 'between 0 and 1'],
  ])('%j', async (args, code, words) => {
    const result = await run(args, env, home);
    expect([result.code, result.stdout], result.stderr).toEqual([code, '']);
    expect(result.stderr).toContain(words);
    expect(result.stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  test('another measure than the index has', async () => {
    const { out, raw } = photos(3);
    await hourglass(raw);
    const { code, stderr } = await hourglass(['search', '0.png', '--in', out, '--measure', 'cosine']);
    expect(code).toBe(2);
    expect(stderr).toContain('is for the measure l2');
    expect(readdirSync(out).sort()).toEqual(['files.jsonl', 'index', 'library.json']);
  });
});
