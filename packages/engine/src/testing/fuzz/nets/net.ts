import * as tfl from '@tensorflow/tfjs-layers';
import type { Draw } from '../draw.ts';
import { joins, layers } from './layers.ts';

/** A model as text, and the shapes it goes between, without their batch. */
export interface Net {
  readonly lines: readonly string[];
  readonly input: readonly number[];
  /** How many words an embedding at the start knows; undefined where the net takes numbers. */
  readonly words: number | undefined;
  readonly units: number;
}

const names = Object.keys(layers);

/** Up to five layers, then one that gives `units` numbers with an activation. */
export function drawNet(d: Draw, activation: string): Net {
  const words = d.rarely(8) ? d.int(2, 6) : undefined;
  const input = words === undefined ? inputShape(d) : [d.int(1, 4)];
  const stack = new Stack(input);
  if (words !== undefined)
    stack.add(
      'embedding',
      `{ inputDim: ${words}, outputDim: ${d.int(1, 4)}, embeddingsInitializer: ${start(d)} }`,
    );
  for (let left = d.int(0, 4); left > 0; left--) {
    const name = d.pick(names);
    const options = layers[name]!(d, stack.dims);
    if (options !== undefined) stack.add(name, options);
    if (d.rarely(4)) stack.join(d);
  }
  if (stack.dims.length > 1) stack.add('flatten', '{}');
  const units = d.int(1, 4);
  stack.add('dense', `{ units: ${units}, activation: '${activation}', kernelInitializer: ${start(d)} }`);
  const lines = [
    `  const h0 = tfl.input({ shape: [${input.join(', ')}] });`,
    ...stack.lines,
    `  const model = tfl.model({ inputs: h0, outputs: ${stack.last} });`,
  ];
  return { lines, input, words, units };
}

const start = (d: Draw) => `tfl.initializers.glorotUniform({ seed: ${d.int(0, 999)} })`;

function inputShape(d: Draw): number[] {
  const [vector, sequence] = [[d.int(1, 6)], [d.int(1, 5), d.int(1, 4)]];
  const picture = [d.int(2, 6), d.int(2, 6), d.int(1, 3)];
  return d.pick([vector, vector, sequence, sequence, picture, picture, picture, [d.int(1, 3), ...picture]]);
}

/** Layers one on the other. Those that cannot be are left out. */
class Stack {
  readonly lines: string[] = [];
  readonly #shapes: (readonly number[])[];

  constructor(input: readonly number[]) {
    this.#shapes = [input];
  }

  get dims(): readonly number[] {
    return this.#shapes.at(-1)!;
  }

  get last(): string {
    return `h${this.#shapes.length - 1}`;
  }

  add(name: string, options: string): void {
    const code = `tfl.layers.${name}(${options})`;
    const dims = outputShape(code, this.dims);
    if (dims) this.#push(`${code}.apply(${this.last})`, dims);
  }

  /** Joins the last with one before it of the same shape, if there is one. */
  join(d: Draw): void {
    const alike = this.#shapes.flatMap((dims, i) => (String(dims) === String(this.dims) ? [`h${i}`] : []));
    if (alike.length < 2) return;
    const name = d.pick(joins);
    if (name === 'dot' && this.dims.length !== 1) return;
    const [first, second] = [d.pick(alike.slice(0, -1)), alike.at(-1)!];
    const last = this.dims.at(-1)!;
    const dims =
      name === 'concatenate' ? [...this.dims.slice(0, -1), 2 * last] : name === 'dot' ? [1] : this.dims;
    const options = name === 'dot' ? '{ axes: 1 }' : '';
    this.#push(`tfl.layers.${name}(${options}).apply([${first}, ${second}])`, dims);
  }

  #push(code: string, dims: readonly number[]): void {
    this.lines.push(`  const h${this.#shapes.length} = ${code};`);
    this.#shapes.push(dims);
  }
}

/** The layer says it itself. Nothing where it refuses the input, or leaves nothing of it. */
function outputShape(code: string, dims: readonly number[]): readonly number[] | undefined {
  try {
    const layer = new Function('tfl', `return ${code};`)(tfl) as tfl.layers.Layer;
    const shape = (layer.computeOutputShape([null, ...dims]) as number[]).slice(1);
    return shape.every((dim) => dim > 0) && shape.reduce((size, dim) => size * dim, 1) < 500
      ? shape
      : undefined;
  } catch {
    return undefined;
  }
}
