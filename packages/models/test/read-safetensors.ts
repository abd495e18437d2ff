// What a stranger would write who has the file and the README: plain loops over one picture, no TensorFlow.js.

interface Tensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

export type Tensors = ReadonlyMap<string, Tensor>;

type Pair = readonly [number, number];

/** As the README describes it; each kind of layer has some of these keys. */
interface Layer {
  readonly layer: string;
  readonly inputs: readonly number[];
  readonly kernel: string;
  readonly bias: string;
  readonly activation: string;
  readonly strides: Pair;
  readonly padding: string;
  readonly poolSize: Pair;
  readonly size: Pair;
  readonly targetShape: readonly number[];
  readonly dims: readonly number[];
  readonly axes: Pair;
  readonly scale: number;
  readonly offset: number;
  readonly min: number;
  readonly max: number;
}

interface Net {
  readonly picture: readonly number[];
  readonly codeSize: number;
  readonly encoder: readonly Layer[];
  readonly decoder: readonly Layer[];
}

interface Entry {
  readonly shape: readonly number[];
  readonly data_offsets: Pair;
}

export function readSafetensors(file: Uint8Array): { tensors: Tensors; net: Net } {
  const size = Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true));
  const { __metadata__, ...entries } = JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + size)));
  const tensors = Object.entries<Entry>(entries).map(
    ([
      name,
      {
        shape,
        data_offsets: [start, end],
      },
    ]) => {
      const values = new Float32Array(file.slice(8 + size + start, 8 + size + end).buffer);
      return [name, { shape, values }] as const;
    },
  );
  return { tensors: new Map(tensors), net: JSON.parse(__metadata__.net) };
}

/** A value of one picture: flat, or height x width x channels. */
interface Value {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

const activations: Record<string, (x: number) => number> = {
  linear: (x) => x,
  relu: (x) => Math.max(x, 0),
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
};

export function runDescribed(
  half: readonly Layer[],
  input: ArrayLike<number>,
  tensors: Tensors,
): Float32Array {
  const all: Value[] = [{ shape: [input.length], values: Array.from(input) }];
  for (const layer of half) {
    const inputs = layer.inputs.map((i) => all[i]!);
    all.push(layers[layer.layer]!(layer, inputs, tensors));
  }
  return Float32Array.from(all.at(-1)!.values);
}

const layers: Record<string, (layer: Layer, inputs: Value[], tensors: Tensors) => Value> = {
  Dense: (layer, [x], tensors) => {
    const [kernel, bias] = [tensors.get(layer.kernel)!, tensors.get(layer.bias)!];
    const units = kernel.shape[1]!;
    const values = Array.from({ length: units }, (_, unit) => {
      const sum = x!.values.reduce((total, value, i) => total + value * kernel.values[i * units + unit]!, 0);
      return activations[layer.activation]!(sum + bias.values[unit]!);
    });
    return { shape: [units], values };
  },
  Conv2D: (layer, [x], tensors) => {
    const [kernel, bias] = [tensors.get(layer.kernel)!, tensors.get(layer.bias)!];
    const [rows, columns, channels, filters] = kernel.shape as [number, number, number, number];
    return slide(x!, [rows, columns], layer, filters, (at, filter) => {
      let sum = bias.values[filter]!;
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++) {
          for (let channel = 0; channel < channels; channel++) {
            const weight = kernel.values[((row * columns + column) * channels + channel) * filters + filter]!;
            sum += weight * (at(row, column, channel) ?? 0);
          }
        }
      }
      return activations[layer.activation]!(sum);
    });
  },
  MaxPooling2D: (layer, [x]) => {
    const [rows, columns] = layer.poolSize;
    return slide(x!, layer.poolSize, layer, x!.shape[2]!, (at, channel) => {
      let most = Number.NEGATIVE_INFINITY;
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++)
          most = Math.max(most, at(row, column, channel) ?? most);
      }
      return most;
    });
  },
  UpSampling2D: ({ size: [down, across] }, [x]) => {
    const [height, width, channels] = x!.shape as [number, number, number];
    const shape = [height * down, width * across, channels] as const;
    const values = Array.from({ length: shape[0] * shape[1] * channels }, (_, i) => {
      const [row, column] = [Math.floor(i / channels / shape[1]), Math.floor(i / channels) % shape[1]];
      return x!.values[
        (Math.floor(row / down) * width + Math.floor(column / across)) * channels + (i % channels)
      ]!;
    });
    return { shape, values };
  },
  Reshape: ({ targetShape }, [x]) => ({ shape: targetShape, values: x!.values }),
  Flatten: (_, [x]) => ({ shape: [x!.values.length], values: x!.values }),
  Rescaling: ({ scale, offset }, [x]) => each(x!, (value) => value * scale + offset),
  Activation: ({ activation }, [x]) => each(x!, activations[activation]!),
  Clip: ({ min, max }, [x]) => each(x!, (value) => Math.min(Math.max(value, min), max)),
  Permute: ({ dims }, [x]) => {
    const shape = dims.map((dim) => x!.shape[dim - 1]!);
    const strides = dims.map((dim) => product(x!.shape.slice(dim)));
    const values = Array.from({ length: product(shape) }, (_, i) => {
      const places = shape.map((size, axis) => Math.floor(i / product(shape.slice(axis + 1))) % size);
      return x!.values[places.reduce((sum, place, axis) => sum + place * strides[axis]!, 0)]!;
    });
    return { shape, values };
  },
  Dot: ({ axes }, [x, y]) => {
    const [left, right] = [matrix(x!, axes[0] === 1), matrix(y!, axes[1] === 2)];
    const columns = right[0]!.length;
    const values = left.flatMap((row) =>
      Array.from({ length: columns }, (_, c) =>
        row.reduce((sum, value, i) => sum + value * right[i]![c]!, 0),
      ),
    );
    return { shape: [left.length, columns], values };
  },
  Concatenate: (_, inputs) => {
    const values = inputs.flatMap((input) => input.values);
    return { shape: [values.length], values };
  },
  Add: (_, [x, y]) => ({ shape: x!.shape, values: x!.values.map((value, i) => value + y!.values[i]!) }),
};

const product = (sizes: readonly number[]) => sizes.reduce((all, size) => all * size, 1);

/** Rows of a value of two dimensions, or its columns. */
function matrix({ shape, values }: Value, turned: boolean): number[][] {
  const [rows, columns] = shape as [number, number];
  return turned
    ? Array.from({ length: columns }, (_, c) =>
        Array.from({ length: rows }, (_, r) => values[r * columns + c]!),
      )
    : Array.from({ length: rows }, (_, r) => values.slice(r * columns, (r + 1) * columns));
}

function each({ shape, values }: Value, change: (value: number) => number): Value {
  return { shape, values: values.map(change) };
}

/** Moves a window over a map. What lies outside of the map is undefined. */
function slide(
  { shape, values }: Value,
  size: readonly [number, number],
  { strides, padding }: Pick<Layer, 'strides' | 'padding'>,
  outputs: number,
  of: (at: (row: number, column: number, channel: number) => number | undefined, output: number) => number,
): Value {
  const [height, width, channels] = shape as [number, number, number];
  const lengths = [height, width].map((length, axis) =>
    Math.ceil((padding === 'same' ? length : length - size[axis]! + 1) / strides[axis]!),
  ) as [number, number];
  const before = [height, width].map((length, axis) =>
    padding === 'same'
      ? Math.floor(Math.max((lengths[axis]! - 1) * strides[axis]! + size[axis]! - length, 0) / 2)
      : 0,
  );
  const made: number[] = [];
  for (let top = 0; top < lengths[0]; top++) {
    for (let left = 0; left < lengths[1]; left++) {
      const at = (row: number, column: number, channel: number) => {
        const [y, x] = [top * strides[0] + row - before[0]!, left * strides[1] + column - before[1]!];
        return y < 0 || x < 0 || y >= height || x >= width
          ? undefined
          : values[(y * width + x) * channels + channel];
      };
      for (let output = 0; output < outputs; output++) made.push(of(at, output));
    }
  }
  return { shape: [...lengths, outputs], values: made };
}
