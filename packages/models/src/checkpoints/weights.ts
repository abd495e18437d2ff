import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '../config/errors.ts';
import { tf } from '../tfjs.ts';

const MANIFEST = 'weights.json';
const VALUES = 'weights.bin';

/** One variable in `weights.bin`: `offset` in bytes, values as little-endian float32. */
interface Entry {
  readonly shape: readonly number[];
  readonly offset: number;
}

/** Writes the variables, in their order, as `weights.json` (shapes) and `weights.bin` (values). */
export async function saveWeights(variables: readonly tf.Variable[], directory: string): Promise<void> {
  const entries: Entry[] = [];
  const values = new Float32Array(variables.reduce((sum, { size }) => sum + size, 0));
  let at = 0;
  for (const variable of variables) {
    entries.push({ shape: variable.shape, offset: at * 4 });
    values.set(variable.dataSync() as Float32Array, at);
    at += variable.size;
  }
  await writeFile(join(directory, VALUES), new Uint8Array(values.buffer));
  await writeFile(
    join(directory, MANIFEST),
    `${JSON.stringify({ version: 1, variables: entries }, null, 2)}\n`,
  );
}

/**
 * Reads what `saveWeights` wrote into variables of the same shapes.
 * @throws {ConfigError} if the files are of another net or cut short; no variable is changed then.
 */
export async function loadWeights(variables: readonly tf.Variable[], directory: string): Promise<void> {
  const manifest = JSON.parse(await readFile(join(directory, MANIFEST), 'utf8')) as { variables: Entry[] };
  const bytes = await readFile(join(directory, VALUES));
  const size = variables.reduce((sum, variable) => sum + variable.size, 0);
  const shapesOf = (list: readonly { shape: readonly number[] }[]) =>
    JSON.stringify(list.map(({ shape }) => shape));
  if (shapesOf(manifest.variables) !== shapesOf(variables)) {
    throw new ConfigError(`weights in ${directory} are of another net: ${shapesOf(manifest.variables)}.`);
  }
  if (bytes.length !== size * 4) {
    throw new ConfigError(
      `weights in ${directory} are damaged: ${bytes.length} bytes instead of ${size * 4}.`,
    );
  }
  const values = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  variables.forEach((variable, i) => {
    const start = manifest.variables[i]!.offset / 4;
    const tensor = tf.tensor(values.slice(start, start + variable.size), variable.shape);
    variable.assign(tensor);
    tensor.dispose();
  });
}
