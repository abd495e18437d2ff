import type { OutputActivation } from '../losses/output.ts';
import type { layers } from '../tfjs.ts';

/** One layer: what it does, and which values it does it to. 0 is the half's input, n the output of its nth layer. */
export interface LayerDescription {
  readonly layer: string;
  readonly inputs: readonly number[];
  readonly [key: string]: unknown;
}

type Config = Readonly<Record<string, unknown>>;
type Describe = (config: Config, weight: (kind: string) => string) => Readonly<Record<string, unknown>>;

const window = ({ padding, strides }: Config) => ({ strides, padding });

/** Every layer that our nets are made of, in the words of Keras. */
const rules: Readonly<Record<string, Describe>> = {
  Dense: ({ activation }, weight) => ({ ...affine(weight), activation }),
  Conv2D: (config, weight) => ({ ...affine(weight), ...window(config), activation: config.activation }),
  MaxPooling2D: (config) => ({ poolSize: config.poolSize, ...window(config) }),
  UpSampling2D: ({ size }) => ({ size }),
  Reshape: ({ targetShape }) => ({ targetShape }),
  Rescaling: ({ scale, offset }) => ({ scale, offset }),
  Activation: ({ activation }) => ({ activation }),
  Flatten: () => ({}),
  Permute: ({ dims }) => ({ dims }),
  Dot: ({ axes }) => ({ axes }),
  Concatenate: () => ({}),
  Add: () => ({}),
};

function affine(weight: (kind: string) => string) {
  return { kernel: weight('kernel'), bias: weight('bias') };
}

type Last = Omit<LayerDescription, 'inputs'> & { readonly layer: string };

/** What makes pixels of the decoder's last numbers. */
const outputs: Readonly<Record<OutputActivation, readonly Last[]>> = {
  sigmoid: [{ layer: 'Activation', activation: 'sigmoid' }],
  // Spelled out, because Keras 3 and PyTorch mean another one by this name.
  hardSigmoid: [
    { layer: 'Rescaling', scale: 0.2, offset: 0.5 },
    { layer: 'Clip', min: 0, max: 1 },
  ],
  linear: [{ layer: 'Clip', min: 0, max: 1 }],
};

/**
 * A half of a net as plain data: enough to run it with its weights and nothing else.
 *
 * @param weightName of a layer's weight, by the layer's place among those that have weights.
 * @param output of the decoder.
 */
export function describeHalf(
  model: layers.LayersModel,
  weightName: (layer: number, kind: string) => string,
  output?: OutputActivation,
): LayerDescription[] {
  const places = new Map<string, number>();
  const list: LayerDescription[] = [];
  let weighted = 0;
  for (const layer of model.layers) {
    const kind = layer.getClassName();
    if (kind === 'InputLayer') continue;
    const own = layer.weights.length > 0 ? weighted++ : -1;
    // What no layer gives is the half's input.
    const inputs = sourcesOf(layer).map((name) => places.get(name) ?? 0);
    list.push({ layer: kind, inputs, ...describe(kind, layer, (weight) => weightName(own, weight)) });
    places.set(layer.name, list.length);
  }
  for (const last of output ? outputs[output] : []) list.push({ ...last, inputs: [list.length] });
  return list;
}

function describe(kind: string, layer: layers.layers.Layer, weight: (kind: string) => string) {
  const rule = rules[kind];
  if (!rule) throw new Error(`internal: the export to safetensors knows no layer '${kind}'`);
  return rule(layer.getConfig() as Config, weight);
}

/** The layers whose outputs a layer takes. Of one that parts of the net share, the whole net is wired last. */
function sourcesOf(layer: layers.layers.Layer): string[] {
  return layer.inboundNodes.at(-1)!.inboundLayers.map(({ name }) => name);
}
