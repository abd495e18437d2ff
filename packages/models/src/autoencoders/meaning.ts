import { pixelsPerImage } from '@hourglass/datasets';
import type { ImageShape } from '@hourglass/datasets/catalog';
import type { MeaningNet } from '../options/net.ts';
import { layers } from '../tfjs.ts';
import { convLayer } from './conv.ts';
import { frozenDense } from './frozen-dense.ts';
import type { Halves } from './halves.ts';
import { moveBack, moveToMiddle, PLACE_SIZE } from './place.ts';
import { seededInitializers } from './seeded-initializers.ts';

/** The part of 0..1 that style keeps to, so that the meaning decides what is similar; and the sigmoid's width there. */
const STYLE = { range: 0.2, temperature: 4 };
/** How much the decoder's first layer gets of a meaning of unit length, whose numbers are small. */
const MEANING_GAIN = 4;

type Value = layers.SymbolicTensor;
type Layers = readonly layers.layers.Layer[];

/**
 * Codes are [meaning, style, place], all in 0..1. The meaning `m` that is taught, a row of unit length, is
 * (1 + m) / 2 in the code: so cosine, L2 and BCE of whole codes all order by it.
 */
export function buildMeaning(net: MeaningNet, shape: ImageShape, seed: number): Halves {
  const { meaning, style, place = false } = net;
  const pixelCount = pixelsPerImage({ shape });
  const parts = partsOf(net, shape, seed);
  const encode = (picture: Value) =>
    layers.layers.concatenate().apply([chain(picture, parts.meaning), chain(picture, parts.style)]) as Value;
  const pictures = () => layers.input({ shape: [pixelCount] });
  const codes = (size: number) => layers.input({ shape: [size] });
  const model = (inputs: Value, outputs: Value) => layers.model({ inputs, outputs });
  const whole = {
    parts: {
      meaning: modelOf(pictures(), (picture) => chain(picture, parts.meaning)),
      style: modelOf(pictures(), (picture) => chain(picture, parts.style)),
    },
    codeRange: 'shares',
    output: 'sigmoid',
  } as const;
  const core = {
    encoder: modelOf(pictures(), encode),
    decoder: modelOf(codes(meaning + style), (code) => chain(code, parts.decoder)),
  };
  if (!place) return { ...core, ...whole };

  const [picture, code] = [pictures(), codes(meaning + style + PLACE_SIZE)];
  const { centred, place: where } = moveToMiddle(picture, shape);
  const placed = layers.layers.concatenate().apply([encode(centred), ...where]) as Value;
  const inner = frozenDense({
    inputs: meaning + style + PLACE_SIZE,
    units: meaning + style,
    kernel: (from, to) => (from === to ? 1 : 0),
  }).apply(code) as Value;
  const drawn = moveBack(chain(inner, parts.decoder), code, meaning + style + PLACE_SIZE, shape);
  return {
    encoder: model(picture, placed),
    decoder: model(code, drawn),
    core: { centre: model(picture, centred), ...core },
    ...whole,
  };
}

function modelOf(input: Value, outputs: (input: Value) => Value): layers.LayersModel {
  return layers.model({ inputs: input, outputs: outputs(input) });
}

/** The layers of each part; those that are wired twice share their weights. */
function partsOf(net: MeaningNet, shape: ImageShape, seed: number) {
  const { meaning, style, trunk, trunkHidden = [], hidden } = net;
  const { dense, activation, rescaling, reshape, flatten } = layers.layers;
  const kernelInitializer = seededInitializers(seed);
  const widths = (units: readonly number[]) =>
    units.map((width) => dense({ units: width, activation: 'relu', kernelInitializer: kernelInitializer() }));
  const linear = (units: number) => dense({ units, kernelInitializer: kernelInitializer() });
  const { range, temperature } = STYLE;
  // The decoder gets the meaning enlarged, and of style about what went into its sigmoid.
  const gain = (i: number) => (i < meaning ? 2 * MEANING_GAIN : (4 * temperature) / range);
  const spread = frozenDense({
    inputs: meaning + style,
    units: meaning + style,
    kernel: (from, to) => (from === to ? gain(from) : 0),
    bias: (i) => -gain(i) / 2,
  });
  return {
    meaning: [
      reshape({ targetShape: [...shape] }),
      ...trunk.map((layer) => convLayer(layer, 'relu', kernelInitializer)),
      flatten(),
      ...widths(trunkHidden),
      linear(meaning),
      rescaling({ scale: 0.5, offset: 0.5 }),
    ],
    style: [
      ...widths(hidden),
      linear(style),
      rescaling({ scale: 1 / temperature, offset: 0 }),
      activation({ activation: 'sigmoid' }),
      rescaling({ scale: range, offset: (1 - range) / 2 }),
    ],
    decoder: [spread, ...widths(hidden.toReversed()), linear(pixelsPerImage({ shape }))],
  };
}

function chain(from: Value, list: Layers): Value {
  return list.reduce((value, layer) => layer.apply(value) as Value, from);
}
