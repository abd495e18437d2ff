import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '../config/errors.ts';
import type { tf } from '../tfjs.ts';
import { decodeValues, encodeValues } from './values.ts';

const MANIFEST = 'weights.json';
const VALUES = 'weights.bin';

/** One variable in `weights.bin`: `offset` in bytes, values as little-endian float32. */
interface Entry {
  readonly shape: readonly number[];
  readonly offset: number;
}

/** Writes the variables, in their order, as `weights.json` (shapes) and `weights.bin` (values). */
export async function saveWeights(variables: readonly tf.Variable[], directory: string): Promise<void> {
  for (const [name, bytes] of Object.entries(encodeWeights(variables))) {
    await writeFile(join(directory, name), bytes);
  }
}

/** The files of `saveWeights`, by name. */
export function encodeWeights(variables: readonly tf.Variable[]): Record<string, Uint8Array> {
  const entries: Entry[] = [];
  let offset = 0;
  for (const { shape, size } of variables) {
    entries.push({ shape, offset });
    offset += size * 4;
  }
  const manifest = `${JSON.stringify({ version: 1, variables: entries }, null, 2)}\n`;
  return { [VALUES]: encodeValues(variables), [MANIFEST]: new TextEncoder().encode(manifest) };
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
  decodeValues(variables, bytes);
}
