import type { ImageSet } from '@hourglass/datasets';
import { createSession, floats, GraphBuilder, toOnnx, uint8s } from '@hourglass/engine/graph';
import { leadingEigenvectors } from '../algebra/leading-eigenvectors.ts';
import { ConfigError } from '../errors.ts';
import { pixelCovariance } from '../pca/covariance.ts';
import { withMirrored } from '../pca/mirrored.ts';
import type { Autoencoder } from './encoder.ts';

const BATCH = 2000;

export interface PcaEncoder extends Autoencoder {
  /** Mean picture, 0..1. */
  readonly mean: Float32Array;
  /** pixelCount x codeSize, row-major, one component a column, by falling variance. */
  readonly components: Float32Array;
  /** Variance of each number of the code. */
  readonly variances: Float32Array;
  /** As an ONNX file: bytes of pictures, [any, pixelCount], to codes. `openOnnxEncoder` opens it again. */
  toOnnx(): Uint8Array;
  dispose(): Promise<void>;
}

export interface PcaOptions {
  /**
   * Fits the pictures and their mirror images. Where these are as likely, as in photographs, the
   * components generalise better: on CIFAR-100, 512 of them give 29.54 dB on the test set instead of 29.50.
   */
  readonly mirrored?: boolean | undefined;
  /**
   * Divides each number of the code by its spread, so that what is large in few pictures and small in most
   * (outlines) weighs as much as what is large in all (light and dark). Default false.
   */
  readonly whitened?: boolean | undefined;
}

/** Added to variances before they divide: below it (pixels in 0..1), a number is taken for noise. */
const NOISE_VARIANCE = 1e-4;

/**
 * Principal component analysis of the pixels (0..1): the best linear autoencoder in squared error.
 * @throws {ConfigError} if `codeSize` is larger than a picture or than the set.
 */
export async function fitPca(
  images: ImageSet,
  codeSize: number,
  { mirrored = false, whitened = false }: PcaOptions = {},
): Promise<PcaEncoder> {
  const pixelCount = images.shape[0] * images.shape[1] * images.shape[2];
  if (!(codeSize >= 1 && codeSize <= Math.min(pixelCount, images.count))) {
    throw new ConfigError(
      `PCA of ${images.count} pictures of ${pixelCount} pixels has no ${codeSize} components; at most ${Math.min(pixelCount, images.count)}.`,
    );
  }
  const own = await pixelCovariance(images);
  const { mean, covariance } = mirrored ? withMirrored(own, images.shape) : own;
  const { vectors, values } = await leadingEigenvectors(covariance, pixelCount, codeSize);
  const spread = values.map((variance) => (whitened ? Math.sqrt(variance + NOISE_VARIANCE) : 1));
  const columns = (factorOf: (spread: number) => number) =>
    floats(
      [pixelCount, codeSize],
      vectors.map((value, i) => value * factorOf(spread[i % codeSize]!)),
    );

  const e = new GraphBuilder('pca-encode');
  const x = e.input('x', 'uint8', [null, pixelCount]);
  const pixels = e.op('Mul', [e.cast(x, 'float32'), e.constant(floats([], [1 / 255]))]);
  const centred = e.op('Sub', [pixels, e.constant(floats([pixelCount], mean))]);
  const codes = e.op('MatMul', [centred, e.constant(columns((one) => 1 / one))]);
  e.output('codes', 'float32', [null, codeSize], codes);
  const encoderGraph = e.build();
  const encoder = await createSession(encoderGraph);

  const d = new GraphBuilder('pca-decode');
  const code = d.input('codes', 'float32', [null, codeSize]);
  const components = d.constant(columns((one) => one));
  const raw = d.op('Gemm', [code, components, d.constant(floats([pixelCount], mean))], {
    transB: { int: 1 },
  });
  const bounds = [d.constant(floats([], [0])), d.constant(floats([], [1]))];
  d.output('y', 'float32', [null, pixelCount], d.op('Clip', [raw, ...bounds]));
  const decoder = await createSession(d.build());

  const encode = async ({ pixels, count }: ImageSet) => {
    const out = new Float32Array(count * codeSize);
    for (let at = 0; at < count; at += BATCH) {
      const rows = Math.min(BATCH, count - at);
      const part = uint8s([rows, pixelCount], pixels.subarray(at * pixelCount, (at + rows) * pixelCount));
      out.set((await encoder.run({ x: part })).codes!.data as Float32Array, at * codeSize);
    }
    return out;
  };
  const decode = async (codes: Float32Array) => {
    const { y } = await decoder.run({ codes: floats([codes.length / codeSize, codeSize], codes) });
    return y!.data as Float32Array;
  };
  return {
    name: `pca-${codeSize}`,
    codeSize,
    pixelCount,
    mean,
    components: vectors,
    variances: values,
    toOnnx: () => toOnnx(encoderGraph),
    encode,
    decode,
    reconstruct: async (images) => decode(await encode(images)),
    async dispose() {
      await encoder.close();
      await decoder.close();
    },
  };
}
