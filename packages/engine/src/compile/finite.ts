import { EngineError } from '../errors.ts';
import type { TensorData } from '../graph/graph.ts';

/** The graph's own sign that its state is finite: the sum of all absolute values, one number a variable. */
export const sizesPort = 'state:sizes';

/**
 * @param checked outputs by name.
 * @param kept what the message says of the state.
 * @throws {EngineError} `NOT_FINITE` at the first number that is NaN or infinite.
 */
export function checkFinite(checked: Readonly<Record<string, TensorData | undefined>>, kept: string): void {
  for (const [name, tensor] of Object.entries(checked)) {
    if (tensor?.type !== 'float32') continue;
    const bad = tensor.data.find((value) => !Number.isFinite(value));
    if (bad === undefined) continue;
    const what = name === sizesPort ? 'a variable holds numbers that are not finite' : `'${name}' is ${bad}`;
    throw new EngineError('NOT_FINITE', `${what}; ${kept}.`);
  }
}
