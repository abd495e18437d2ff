import { compile, type EngineOptions } from '@hourglass/engine';
import type { Autoencoder } from '../encoders/encoder.ts';
import { inBatches } from '../encoders/in-batches.ts';
import { bcePerPixel } from '../losses/bce.ts';
import { activate } from '../losses/output.ts';
import { type layers, tf } from '../tfjs.ts';
import type { Halves } from './halves.ts';

const BATCH = 200;
const PIXEL_SCALE = 1 / 255;

export interface NeuralAutoencoder extends Autoencoder {
  /** Mean BCE a pixel (nats) and mean squared error (pixels 0..1) of reconstructions, from logits where there are any. */
  measure(pixels: Uint8Array): Promise<{ bce: number; mse: number }>;
  dispose(): Promise<void>;
}

/** Codes and pixels in 0..1: those of a linear output may stray. */
const inShares = (values: tf.Tensor) => tf.clipByValue(values, 0, 1);

/** Compiles both halves for use. They read the net's variables at each call, so they follow its training. */
export async function createNeuralAutoencoder(
  { encoder, decoder, codeRange, output }: Halves,
  pixelCount: number,
  codeSize: number,
  options: EngineOptions,
): Promise<NeuralAutoencoder> {
  const apply = (half: layers.LayersModel, input: tf.Tensor) => half.apply(input) as tf.Tensor;
  const pictures = { shape: [BATCH, pixelCount], type: 'uint8', scale: PIXEL_SCALE } as const;
  const encode = await compile(
    ({ x }) => ({ code: codeRange === 'shares' ? inShares(apply(encoder, x!)) : apply(encoder, x!) }),
    {
      inputs: { x: pictures },
      ...options,
    },
  );
  const decode = await compile(({ code }) => ({ y: inShares(activate(apply(decoder, code!), output)) }), {
    inputs: { code: { shape: [BATCH, codeSize] } },
    ...options,
  });
  const errors = await compile(
    ({ x }) => {
      const decoded = { last: apply(decoder, apply(encoder, x!)), activation: output };
      const squares = tf.squaredDifference(inShares(activate(decoded.last, output)), x!);
      return { bce: tf.mean(bcePerPixel(decoded, x!), 1), mse: tf.mean(squares, 1) };
    },
    { inputs: { x: pictures }, ...options },
  );
  const decodeAll = (codes: Float32Array) =>
    inBatches(codes, codeSize, BATCH, pixelCount, async (code) => {
      return (await decode.run({ code })).y!.data as Float32Array;
    });
  const encodeAll = (pixels: Uint8Array) =>
    inBatches(
      pixels,
      pixelCount,
      BATCH,
      codeSize,
      async (x) => (await encode.run({ x })).code!.data as Float32Array,
    );

  return {
    name: 'code',
    codeSize,
    pixelCount,
    encode: ({ pixels }) => encodeAll(pixels),
    decode: decodeAll,
    reconstruct: async ({ pixels }) => decodeAll(await encodeAll(pixels)),
    async measure(pixels) {
      const rows = await inBatches(pixels, pixelCount, BATCH, 2, async (x) => {
        const { bce, mse } = await errors.run({ x });
        return Float32Array.from({ length: BATCH * 2 }, (_, i) => Number((i % 2 ? mse! : bce!).data[i >> 1]));
      });
      const sums = rows.reduce(
        ([bce, mse], value, i) => (i % 2 ? [bce!, mse! + value] : [bce! + value, mse!]),
        [0, 0],
      );
      const count = pixels.length / pixelCount;
      return { bce: sums[0]! / count, mse: sums[1]! / count };
    },
    async dispose() {
      for (const compiled of [encode, decode, errors]) await compiled.dispose();
    },
  };
}
