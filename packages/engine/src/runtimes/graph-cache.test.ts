import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { GraphBuilder } from '../graph/builder.ts';
import { floats } from '../graph/graph.ts';
import { numbers } from '../testing/numbers.ts';
import { createSession } from './session.ts';

/** A convolution and a sum: enough for ONNX Runtime to optimise. */
function graph(side = 6) {
  const b = new GraphBuilder('small');
  const x = b.input('x', 'float32', [1, 16, side, side]);
  const filters = b.constant(floats([16, 16, 3, 3], numbers(16 * 16 * 9)));
  const relu = b.op('Relu', [b.op('Conv', [x, filters])]);
  b.output('y', 'float32', [1, 16, side - 2, side - 2], b.op('Add', [relu, relu]));
  return b.build();
}

async function directory(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'hourglass-cache-'));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return join(made, 'graphs');
}

async function result(cache?: string) {
  const warnings: string[] = [];
  const session = await createSession(graph(), {
    runtime: 'native',
    ...(cache === undefined ? {} : { cache }),
    onWarning: (message) => warnings.push(message),
  });
  const { y } = await session.run({ x: floats([1, 16, 6, 6], numbers(16 * 36, 4)) });
  await session.close();
  return { y, warnings };
}

test('a graph from the cache gives the same bits, and another graph has another entry', async () => {
  const cache = await directory();
  const plain = await result();
  expect(await result(cache)).toEqual(plain);
  const [entry, ...others] = await readdir(cache);
  expect(others).toEqual([]);
  const bytes = await readFile(join(cache, entry!));
  expect(await result(cache)).toEqual(plain);
  expect(await readFile(join(cache, entry!))).toEqual(bytes);
  await (await createSession(graph(8), { runtime: 'native', cache })).close();
  expect(await readdir(cache)).toHaveLength(2);
});

test('an entry that is cut short, of another version, changed or garbage is said and made anew', async () => {
  const cache = await directory();
  const plain = await result(cache);
  const [entry] = await readdir(cache);
  const path = join(cache, entry!);
  const whole = await readFile(path);
  const changed = (at: number) => Buffer.from(whole.map((byte, i) => (i === at ? byte ^ 1 : byte)));
  // Every tenth byte of what is looked at first, and a tenth of the rest.
  const cuts = [...Array(8).keys()].map((i) => i * 10);
  for (let tenth = 1; tenth < 10; tenth++) cuts.push(Math.floor((whole.length * tenth) / 10));
  const damaged = [
    ...cuts.map((at) => whole.subarray(0, at)),
    Buffer.from(whole.toString('latin1').replace('graph-1', 'graph-0'), 'latin1'),
    ...[0, 20, 60, whole.length - 1].map(changed),
    Buffer.from('garbage'),
    Buffer.concat([whole, whole]),
  ];
  for (const [i, bytes] of damaged.entries()) {
    await writeFile(path, bytes);
    const { y, warnings } = await result(cache);
    expect(y, `case ${i}`).toEqual(plain.y);
    // Each path is said once in the life of a process.
    expect(warnings).toEqual(i === 0 ? [`The cached graph '${path}' is damaged. It is made anew.`] : []);
    expect(await readFile(path)).toEqual(whole);
  }
  expect(await readdir(cache)).toEqual([entry]);
});

test('many who start at once share it', async () => {
  const cache = await directory();
  const plain = await result();
  for (const same of await Promise.all(Array.from({ length: 8 }, () => result(cache)))) {
    expect(same).toEqual(plain);
  }
  expect(await readdir(cache)).toHaveLength(1);
});

test('where it cannot be written there is none, and it is said', async () => {
  const cache = await directory();
  await mkdir(join(cache, '..'), { recursive: true });
  await writeFile(cache, 'a file, not a directory');
  const { y, warnings } = await result(cache);
  expect(y).toEqual((await result()).y);
  expect(warnings).toEqual([expect.stringContaining(`Graphs cannot be cached in '${cache}': `)]);
});

// Node's own recursive mkdir never comes back there.
test.runIf(process.platform === 'linux')(
  'where no folder can be made there is none, and it is said',
  async () => {
    const { y, warnings } = await result('/proc/x/y');
    expect(y).toEqual((await result()).y);
    expect(warnings).toEqual([expect.stringContaining("Graphs cannot be cached in '/proc/x/y': ")]);
  },
);
