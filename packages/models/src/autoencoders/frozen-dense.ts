import { layers, tf } from '../tfjs.ts';

/** A dense layer that computes what is known beforehand, and is not trained. */
export interface FrozenDense {
  readonly inputs: number;
  readonly units: number;
  /** The weight of an input in a unit's sum. */
  readonly kernel: (input: number, unit: number) => number;
  readonly bias?: (unit: number) => number;
  readonly activation?: 'linear' | 'sigmoid';
}

export function frozenDense(options: FrozenDense): layers.layers.Layer {
  const { inputs, units, kernel, bias = () => 0, activation = 'linear' } = options;
  const weight = (i: number) => kernel(Math.floor(i / units), i % units);
  return layers.layers.dense({
    units,
    activation,
    trainable: false,
    kernelInitializer: startingAs([inputs, units], weight),
    biasInitializer: startingAs([units], bias),
  });
}

/** A saved net calls it `zeros`, and has the values in its weights. */
function startingAs(shape: number[], value: (i: number) => number) {
  const length = shape.reduce((all, size) => all * size, 1);
  const apply = () =>
    tf.tensor(
      Float32Array.from({ length }, (_, i) => value(i)),
      shape,
    );
  return Object.assign(layers.initializers.zeros(), { apply });
}
