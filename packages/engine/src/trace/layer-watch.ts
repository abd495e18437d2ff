import * as tf from '@tensorflow/tfjs-core';

interface Layer {
  readonly name: string;
  apply(...args: unknown[]): unknown;
}

/**
 * Knows which layer of tfjs is at work, and tells before it is applied. tfjs-layers is no dependency of this package; if the
 * function uses it, its layers are registered with tfjs-core, and all of them inherit one `apply`.
 */
export class LayerWatch {
  readonly #names: string[] = [];

  /** The innermost layer that is being applied. */
  get current(): string | undefined {
    return this.#names.at(-1);
  }

  /** @param onApply is told of a layer before it is applied. */
  during<T>(onApply: (layer: object) => void, fn: () => T): T {
    const base = layerPrototype();
    if (!base) return fn();
    const names = this.#names;
    const apply = base.apply;
    base.apply = function (this: Layer, ...args) {
      names.push(this.name);
      try {
        onApply(this);
        return apply.apply(this, args);
      } finally {
        names.pop();
      }
    };
    try {
      return fn();
    } finally {
      base.apply = apply;
    }
  }
}

function layerPrototype(): Layer | undefined {
  const [dense] = tf.serialization.SerializationMap.getMap().classNameMap.Dense ?? [];
  let prototype = dense?.prototype as Layer | undefined;
  while (prototype && !Object.hasOwn(prototype, 'apply')) prototype = Object.getPrototypeOf(prototype);
  return prototype;
}
