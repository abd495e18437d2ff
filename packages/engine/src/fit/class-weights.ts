import type { ReadableTable } from '../compile/tables.ts';
import { EngineError } from '../errors.ts';
import { sizeOf } from '../graph/graph.ts';

/** A weight by class. */
export type ClassWeight = Readonly<Record<number, number>>;
/** As tfjs takes them: one for the only output, or one for each, in the model's order or by its name. */
export type ClassWeights =
  | ClassWeight
  | readonly (ClassWeight | null)[]
  | Readonly<Record<string, ClassWeight>>;

/**
 * A weight for each row of each output, as tfjs finds them: by the class that a target names, or the place of
 * its largest number.
 * @param targets the rows of each output.
 * @returns in the order of the outputs; `undefined` for one that has no weights.
 * @throws {EngineError} `INPUT_INVALID` where a class has no weight, or targets are no classes.
 */
export function classWeightTables(
  weights: ClassWeights,
  outputNames: readonly string[],
  targets: readonly ReadableTable[],
): (ReadableTable | undefined)[] {
  const each = byOutput(weights, outputNames);
  return each.map((weight, i) => {
    if (weight == null) return undefined;
    const data = classesOf(targets[i]!, outputNames[i]!).map((named) => {
      if (weight[named] != null) return weight[named];
      throw new EngineError(
        'INPUT_INVALID',
        `classWeight has no weight for class ${named}, which is among the targets of '${outputNames[i]}'.`,
      );
    });
    return { data: Float32Array.from(data), rowShape: [] };
  });
}

function byOutput(weights: ClassWeights, names: readonly string[]): (ClassWeight | null | undefined)[] {
  const [only, ...others] = names;
  if (Array.isArray(weights)) {
    const list = weights as readonly (ClassWeight | null)[];
    if (list.length === names.length) return [...list];
    throw new EngineError(
      'INPUT_INVALID',
      `classWeight is a list of ${list.length} for ${names.length} outputs (${names.join(', ')}).`,
    );
  }
  const record = weights as Readonly<Record<string, unknown>>;
  if (others.length === 0 && !Object.hasOwn(record, only!)) return [weights as ClassWeight];
  const unknown = Object.keys(record).find((name) => !names.includes(name));
  if (unknown === undefined) return names.map((name) => record[name] as ClassWeight | undefined);
  throw new EngineError(
    'INPUT_INVALID',
    `classWeight names '${unknown}', which is no output. The model has ${names.join(', ')}: give a weight by class for each.`,
  );
}

/** The class of each row. */
function classesOf({ data, rowShape, scale = 1 }: ReadableTable, name: string): number[] {
  if (rowShape.length !== 1) {
    throw new EngineError(
      'INPUT_INVALID',
      `classWeight wants targets of one class a row, and '${name}' has rows of shape [${rowShape}].`,
    );
  }
  const size = sizeOf(rowShape);
  return Array.from({ length: data.length / size }, (_, row) => {
    const numbers = Array.from(data.subarray(row * size, (row + 1) * size), (number) => number * scale);
    return size === 1 ? numbers[0]! : numbers.indexOf(Math.max(...numbers));
  });
}
