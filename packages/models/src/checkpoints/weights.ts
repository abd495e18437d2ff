import type { tf } from '../tfjs.ts';
import { CheckpointError } from './errors.ts';
import { decodeValues, encodeValues } from './values.ts';

const MANIFEST = 'weights.json';
const VALUES = 'weights.bin';

/** The bytes of a checkpoint's files, by their names. */
export type CheckpointFiles = Readonly<Record<string, Uint8Array>>;

/** One variable in `weights.bin`: `offset` in bytes, values as little-endian float32. */
interface Entry {
  readonly shape: readonly number[];
  readonly offset: number;
}

/** The variables, in their order, as `weights.json` (shapes) and `weights.bin` (values). */
export function encodeWeights(variables: readonly tf.Variable[]): CheckpointFiles {
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
 * Gives variables of the same shapes the values that `encodeWeights` took.
 * @throws {CheckpointError} if the files are of another net or cut short; no variable is changed then.
 */
export function decodeWeights(files: CheckpointFiles, variables: readonly tf.Variable[]): void {
  decodeValues(variables, checkedWeights(files, variables));
}

/** The values, once it is sure that they are of these variables. @throws {CheckpointError} */
export function checkedWeights(files: CheckpointFiles, variables: readonly tf.Variable[]): Uint8Array {
  const [saved, own] = [shapesIn(files[MANIFEST]), shapesOf(variables)];
  if (saved !== own) {
    throw new CheckpointError(
      `the checkpoint is of another net: its weights are ${saved}, the net's ${own}.`,
    );
  }
  return checkedValues(files, VALUES, variables);
}

/** A file with as many values as the variables have. @throws {CheckpointError} */
export function checkedValues(
  files: CheckpointFiles,
  name: string,
  variables: readonly tf.Variable[],
): Uint8Array {
  const wanted = 4 * variables.reduce((sum, { size }) => sum + size, 0);
  const bytes = files[name];
  if (bytes?.length === wanted) return bytes;
  throw new CheckpointError(
    `the checkpoint is damaged: its ${name} has ${bytes?.length ?? 0} bytes instead of ${wanted}.`,
  );
}

function shapesIn(manifest: Uint8Array | undefined): string {
  try {
    const { variables } = JSON.parse(new TextDecoder().decode(manifest)) as { variables: Entry[] };
    return shapesOf(variables);
  } catch (cause) {
    throw new CheckpointError(`the checkpoint is damaged: its ${MANIFEST} cannot be read.`, { cause });
  }
}

function shapesOf(list: readonly { readonly shape: readonly number[] }[]): string {
  return list.map(({ shape }) => shape.join('x')).join(', ');
}
