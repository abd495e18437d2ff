import { type ImageSet, loadDataset, take } from '@hourglass/datasets';
import { exportGraph } from '@hourglass/engine';
import { floats, GraphBuilder, toOnnx } from '@hourglass/engine/graph';
import { describe, expect, test } from 'vitest';
import { buildHalves } from '../autoencoders/build.ts';
import { createNeuralAutoencoder } from '../autoencoders/neural-autoencoder.ts';
import type { tf } from '../tfjs.ts';
import { openOnnxEncoder } from './onnx.ts';

/** Three coloured pictures of 2 x 2, so that every number can be followed. */
const tiny: ImageSet = {
  name: 'tiny',
  split: 'test',
  shape: [2, 2, 3],
  count: 3,
  pixels: Uint8Array.from({ length: 36 }, (_, i) => i * 7),
  labels: {},
  ids: Uint32Array.of(0, 1, 2),
};
const channelMean = (picture: number, channel: number) =>
  [0, 1, 2, 3].reduce((sum, place) => sum + tiny.pixels[picture * 12 + place * 3 + channel]!, 0) / 4;

/** A file whose code is its input: with places still in it, it is averaged over them. */
function identity(dims: readonly (number | null)[], type: 'float32' | 'uint8' = 'float32'): Uint8Array {
  const b = new GraphBuilder('identity');
  const x = b.input('x', type, dims);
  b.output('y', 'float32', dims, type === 'uint8' ? b.cast(x, 'float32') : x);
  b.output(
    'half',
    'float32',
    dims,
    b.op('Mul', [type === 'uint8' ? b.cast(x, 'float32') : x, b.constant(floats([], [0.5]))]),
  );
  return toOnnx(b.build());
}

describe('an encoder from an ONNX file', () => {
  test('that was exported gives the codes of the net it came from', async () => {
    const { test: all } = await loadDataset('mnist');
    const held = take(all, 45);
    const halves = buildHalves({ kind: 'dense', hidden: [32], codeSize: 8 }, [28, 28, 1], 3);
    const own = await createNeuralAutoencoder(halves, 784, 8, {});
    const graph = exportGraph(({ x }) => ({ code: halves.encoder.apply(x!) as tf.Tensor }), {
      inputs: { x: [null, 784] },
    });
    const encoder = await openOnnxEncoder(toOnnx(graph), { shape: held.shape, name: 'mine' });
    expect(encoder).toMatchObject({ name: 'mine', codeSize: 8 });
    const [theirs, ours] = [await encoder.encode(held), await own.encode(held)];
    expect(theirs.length).toBe(45 * 8);
    theirs.forEach((value, i) => {
      expect(Math.abs(value - ours[i]!)).toBeLessThan(1e-5);
    });
    await encoder.dispose();
    await own.dispose();
  });

  test.each([
    ['channels first', [null, 3, 2, 2]],
    ['channels last', [null, 2, 2, 3]],
    ['in batches of two', [2, 3, 2, 2]],
  ])('takes pictures %s and averages over places', async (_, dims) => {
    const encoder = await openOnnxEncoder(identity(dims), { shape: tiny.shape });
    expect(encoder.codeSize).toBe(3);
    const codes = await encoder.encode(tiny);
    codes.forEach((value, i) => {
      expect(value).toBeCloseTo(channelMean(Math.floor(i / 3), i % 3) / 255, 5);
    });
    await encoder.dispose();
  });

  test('scales, shifts and picks its output as told', async () => {
    const options = { shape: tiny.shape, scale: 1, mean: [1, 2, 3], std: [2, 4, 8], output: 'half' };
    const encoder = await openOnnxEncoder(identity([null, 12]), options);
    const codes = await encoder.encode(tiny);
    codes.forEach((value, i) => {
      const channel = i % 3;
      expect(value).toBeCloseTo((tiny.pixels[i]! - options.mean[channel]!) / options.std[channel]! / 2, 5);
    });
    await encoder.dispose();
  });

  test('gives bytes to who takes bytes, and averages tokens', async () => {
    const b = new GraphBuilder('tokens');
    const x = b.input('x', 'uint8', [null, 12]);
    const tokens = b.op('Reshape', [b.cast(x, 'float32'), b.shape([0, 4, 3])]);
    b.output('y', 'float32', [null, 4, 3], tokens);
    const encoder = await openOnnxEncoder(toOnnx(b.build()), { shape: tiny.shape });
    const codes = await encoder.encode(tiny);
    codes.forEach((value, i) => {
      expect(value).toBeCloseTo(channelMean(Math.floor(i / 3), i % 3), 3);
    });
    await encoder.dispose();
  });
});

describe('what cannot be an encoder is refused:', () => {
  const open = (bytes: Uint8Array, more = {}) =>
    openOnnxEncoder(bytes, { shape: tiny.shape, name: 'clip', ...more });

  test('bytes that are no ONNX', async () => {
    await expect(open(new TextEncoder().encode('hello'))).rejects.toMatchObject({
      code: 'GRAPH_INVALID',
      message: expect.stringContaining("ONNX Runtime refuses 'clip': "),
    });
  });

  test('a model of another size', async () => {
    await expect(open(identity([null, 3, 224, 224]))).rejects.toThrow(
      "encoder 'clip' wants [?, 3, 224, 224], and pictures are 2 x 2 x 3. Load them in its size",
    );
  });

  test('an output or an option that does not fit', async () => {
    await expect(open(identity([null, 12]), { output: 'z' })).rejects.toThrow(
      "has no output 'z', but y, half.",
    );
    await expect(open(identity([null, 12]), { std: [1, 0, 1] })).rejects.toThrow(
      'std is [1, 0, 1]; it must be',
    );
    const encoder = await open(identity([null, 12]));
    await expect(encoder.encode({ ...tiny, shape: [4, 1, 3] })).rejects.toThrow('not 4 x 1 x 3.');
    await encoder.dispose();
  });
});
