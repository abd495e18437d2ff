import * as tf from '@tensorflow/tfjs-core';
import { compile } from '../../compile/compile.ts';
import type { Run } from '../fuzz/run-case.ts';

/** A call of a function of tfjs, such that it can be done again, compiled. */
export interface WatchedCall {
  readonly name: string;
  /** What tfjs said, where it refused the call. */
  readonly refusal: string | undefined;
  readonly run: Run;
}

type Fn = (...args: unknown[]) => unknown;
/** Each engine draws other numbers: their shapes are compared. */
const drawn = /^(tf|x)\.(rand|dropout|truncatedNormal|multinomial)/;
/** They give functions, whose calls are watched. */
const derivatives = ['grad', 'grads', 'valueAndGrad', 'valueAndGrads', 'customGrad'];

/**
 * tfjs's functions, watched: each call from outside is kept, with the values that its tensors have now. Calls
 * that such a call makes itself are part of it.
 */
export class Watch {
  calls: WatchedCall[] = [];
  #depth = 0;

  /** A copy of a namespace with all that it holds watched. */
  all(space: Readonly<Record<string, unknown>>, path = 'tf'): Record<string, unknown> {
    const watched = Object.entries(space).map(([key, value]) => {
      const name = `${path}.${key}`;
      if (typeof value === 'function') return [key, this.#watched(name, key, value as Fn)];
      const isSpace =
        value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype;
      return [key, isSpace ? this.all(value as Record<string, unknown>, name) : value];
    });
    return Object.fromEntries(watched);
  }

  /** The methods that `add` gives to tensors, watched too. */
  async methods(add: () => Promise<unknown>): Promise<void> {
    const methods = tf.Tensor.prototype as unknown as Record<string, Fn>;
    const before = new Set(Object.keys(methods));
    await add();
    for (const key of Object.keys(methods).filter((name) => !before.has(name))) {
      const method = methods[key]!;
      const watched = this.#called(`x.${key}`, (self, ...args) => method.apply(self, args));
      methods[key] = function (this: tf.Tensor, ...args) {
        return watched(this, ...args);
      };
    }
  }

  #watched(name: string, key: string, fn: Fn): unknown {
    if (derivatives.includes(key))
      return (...args: unknown[]) => this.#called(`${name}()`, fn(...args) as Fn);
    return fn.name.endsWith('__op') || key === 'variableGrads' ? this.#called(name, fn) : fn;
  }

  #called(name: string, fn: Fn): Fn {
    return (...args) => {
      if (this.#depth > 0) return fn(...args);
      const run = drawn.test(name) ? shapesOf(this.#again(fn, args)) : this.#again(fn, args);
      try {
        const result = this.#inside(() => fn(...args));
        if (tensorsIn(result).length > 0) this.calls.push({ name, refusal: undefined, run });
        return result;
      } catch (cause) {
        this.calls.push({ name, refusal: (cause as Error).message, run });
        throw cause;
      }
    };
  }

  #inside<T>(fn: () => T): T {
    this.#depth++;
    try {
      return fn();
    } finally {
      this.#depth--;
    }
  }

  #again(fn: Fn, args: readonly unknown[]): Run {
    const tensors: tf.Tensor[] = [];
    const places = replaced(args, (tensor) => {
      if (!['float32', 'int32', 'bool'].includes(tensor.dtype)) return tensor;
      return new Place(tensors.push(tensor) - 1);
    });
    const given = tensors.map((tensor) => ({
      shape: tensor.shape,
      dtype: tensor.dtype,
      data:
        tensor.dtype === 'float32'
          ? Float32Array.from(tensor.dataSync())
          : Int32Array.from(tensor.dataSync()),
    }));
    const inputs = Object.fromEntries(
      given.map(({ shape, dtype }, i) => [
        `t${i}`,
        { shape, type: dtype === 'float32' ? dtype : 'int32' } as const,
      ]),
    );
    const arrays = Object.fromEntries(given.map(({ data }, i) => [`t${i}`, data]));
    return async (engine) => {
      const again = (operands: Record<string, tf.Tensor>) => {
        const filled = replaced(places, undefined, ({ place }) => {
          const operand = operands[`t${place}`]!;
          return given[place]!.dtype === 'bool' ? tf.cast(operand, 'bool') : operand;
        }) as unknown[];
        const results = tensorsIn(this.#inside(() => fn(...filled)));
        return Object.fromEntries(results.map((result, i) => [`y${i}`, result]));
      };
      const compiled = await compile(again, { engine: engine as never, inputs });
      try {
        return await compiled.run(arrays);
      } finally {
        await compiled.dispose();
      }
    };
  }
}

function shapesOf(run: Run): Run {
  return async (engine) => {
    const outputs = Object.entries(await run(engine));
    return Object.fromEntries(
      outputs.map(([name, { type, dims }]) => [name, { type, dims, data: [] } as never]),
    );
  };
}

/** Where a tensor stood among the arguments. */
class Place {
  readonly place: number;
  constructor(place: number) {
    this.place = place;
  }
}

/** The same lists and plain objects with other things in the place of tensors. */
function replaced(
  value: unknown,
  ofTensor: ((tensor: tf.Tensor) => unknown) | undefined,
  ofPlace?: (place: Place) => unknown,
): unknown {
  if (value instanceof Place) return ofPlace ? ofPlace(value) : value;
  if (value instanceof tf.Tensor) return ofTensor ? ofTensor(value) : value;
  if (Array.isArray(value)) return value.map((each) => replaced(each, ofTensor, ofPlace));
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, replaced(each, ofTensor, ofPlace)]),
  );
}

function tensorsIn(value: unknown): tf.Tensor[] {
  if (value instanceof tf.Tensor) return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(tensorsIn) : [];
}
