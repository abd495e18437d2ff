import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { failure, temporaryFolder } from '../../test/helpers.ts';
import { npyBytes } from '../../test/npy-bytes.ts';
import { loadArrays } from '../load-arrays.ts';

// Arrays that NumPy saved, and what it made of each by the line that is advised: see make.py there.
const folder = fileURLToPath(new URL('../../test/real-arrays/', import.meta.url));

interface Case {
  readonly role: 'images' | 'labels';
  readonly steps: readonly string[];
  readonly values: readonly number[];
  readonly shape: readonly number[];
}
const cases: Record<string, Case> = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8'));

/** Three pictures to go with labels. */
function withLabels(labels: string) {
  const pictures = join(temporaryFolder(), 'pictures.npy');
  writeFileSync(pictures, npyBytes('|u1', [3, 1, 1], [1, 2, 3]));
  return loadArrays(pictures, { labels });
}

test.each(Object.entries(cases))('%s: what is advised gives what was meant', async (name, kind) => {
  const load = (path: string) => (kind.role === 'labels' ? withLabels(path) : loadArrays(path));
  for (const [i, step] of kind.steps.entries()) {
    const path = join(folder, i === 0 ? `${name}.npy` : `${name}.${i}.npy`);
    const message = await failure('FORMAT_INVALID', () => load(path));
    expect(message).toContain(basename(path));
    expect(message.split('\n')[1]).toContain(`${step}`);
    expect(message.split('\n')[1]).toMatch(/\bSave /);
  }
  const last = kind.steps.length === 0 ? `${name}.npy` : `${name}.${kind.steps.length}.npy`;
  const set = await load(join(folder, last));
  const values = kind.role === 'labels' ? set.labels.fine!.values : set.pixels;
  expect([...values]).toEqual(kind.values);
  if (kind.role === 'labels') return;
  const [height, width, channels] = set.shape;
  expect([set.count, height, width, ...(channels === 1 ? [] : [channels])]).toEqual(kind.shape);
});

test.each(['lzma', 'bzip2'])(
  'a zip that is packed by %s: what is advised gives what was meant',
  async (name) => {
    const message = await failure('FORMAT_INVALID', () => loadArrays(join(folder, `${name}.npz`)));
    expect(message).toContain(`it is packed by ${name.toUpperCase()}, which is not read.`);
    expect(message).toContain('np.savez_compressed(new_path, **np.load(path))');
    const { pixels } = await loadArrays(join(folder, `${name}.1.npz`));
    expect([...pixels]).toEqual(cases.fortran!.values);
  },
);

test('a zip in which a name stands twice, or no array, is refused', async () => {
  const load = (entries: Record<string, Uint8Array>) => {
    const path = join(temporaryFolder(), 'a.npz');
    const zip = Buffer.from(zipSync(entries, { level: 0 }))
      .toString('latin1')
      .replaceAll('b.npy', 'a.npy');
    writeFileSync(path, zip, 'latin1');
    return loadArrays(path);
  };
  const array = npyBytes('|u1', [1, 1, 1], [1]);
  expect(await failure('FORMAT_INVALID', () => load({ 'a.npy': array, 'b.npy': array }))).toContain(
    '"a" twice',
  );
  expect(await failure('FORMAT_INVALID', () => load({ 'a.txt': array }))).toContain('holds no arrays');
});
