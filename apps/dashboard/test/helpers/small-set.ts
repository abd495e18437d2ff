import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';

const counts = { train: 40, test: 20 } as const;

/** A set that takes the place of KMNIST in the catalog: real in its form, a few pictures, and two large files. */
export const smallFiles = Object.entries(counts).flatMap(([split, count]) => [
  fileOf(
    split,
    'images',
    `${split}-images-idx3-ubyte`,
    [count, 28, 28],
    (i) => (i * i * 31 + (i >> 3)) & 255,
  ),
  fileOf(split, 'labels', `${split}-labels-idx1-ubyte`, [count], (i) => i % 10),
]);

export const contents = new Map(smallFiles.map(({ name, packed }) => [`${name}.gz`, packed]));

/** The catalog's row for it, as it is had from one mirror. */
export function smallRecord(mirror: string): object {
  return {
    name: 'kmnist',
    title: 'Kuzushiji-MNIST',
    shape: [28, 28, 1],
    format: 'idx',
    files: smallFiles.map(({ split, role, name, bytes }) => ({ split, role, name, bytes })),
    origin: {
      mirrors: [mirror],
      downloads: smallFiles.map(({ name, packed }) => ({
        name: `${name}.gz`,
        bytes: packed.length,
        checksum: `sha256:${createHash('sha256').update(packed).digest('hex')}`,
      })),
    },
    labels: { fine: ['o', 'ki', 'su', 'tsu', 'na', 'ha', 'ma', 'ya', 're', 'wo'] },
    licence: 'CC BY-SA 4.0',
    citation: '',
    defects: [],
  };
}

/** NODE_OPTIONS with which the command finds that row in its catalog. The package itself stays as it is. */
export function withSmallSet(mirror: string): string {
  const source = `export const kmnist = ${JSON.stringify(smallRecord(mirror))};`;
  const hooks = `export async function load(url, context, next) {
    if (!url.endsWith('/datasets/dist/catalog/kmnist.js')) return next(url, context);
    return { format: 'module', shortCircuit: true, source: ${JSON.stringify(source)} };
  }`;
  const register = `import { register } from 'node:module';
    register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(hooks)}));`;
  return `--import=data:text/javascript,${encodeURIComponent(register).replaceAll("'", '%27')}`;
}

function fileOf(
  split: string,
  role: string,
  name: string,
  sizes: readonly number[],
  byteAt: (i: number) => number,
) {
  const header = Buffer.alloc(4 + 4 * sizes.length);
  header.set([0, 0, 8, sizes.length]);
  for (const [i, size] of sizes.entries()) header.writeUInt32BE(size, 4 + 4 * i);
  const body = Uint8Array.from({ length: sizes.reduce((a, b) => a * b) }, (_, i) => byteAt(i));
  const bytes = Buffer.concat([header, body]);
  return { split, role, name, bytes: bytes.length, packed: gzipSync(bytes, { level: 0 }) };
}
