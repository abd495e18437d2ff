import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-backend-cpu';
import { describe, expect, test } from 'vitest';
import { createSession, floats, openOnnx, toOnnx } from '../graph.ts';
import { exportGraph } from './export-graph.ts';

tf.enableProdMode();

const nets = {
  dense: () => [
    tfl.layers.dense({ units: 5, activation: 'relu', inputShape: [16] }),
    tfl.layers.dense({ units: 3 }),
  ],
  convolutional: () => [
    tfl.layers.reshape({ targetShape: [4, 4, 1], inputShape: [16] }),
    tfl.layers.conv2d({ filters: 2, kernelSize: 3, padding: 'same', activation: 'relu' }),
    tfl.layers.maxPooling2d({ poolSize: 2 }),
    tfl.layers.upSampling2d({ size: [2, 2] }),
    tfl.layers.conv2d({ filters: 3, kernelSize: 3, padding: 'same', activation: 'sigmoid' }),
    tfl.layers.flatten(),
  ],
};

describe.each(Object.entries(nets))('a %s net as a graph', (_, layers) => {
  const model = tfl.sequential({ layers: layers() });
  const graph = exportGraph(({ x }) => ({ y: model.apply(x!) as tf.Tensor }), { inputs: { x: [null, 16] } });

  test.each([1, 7])('gives what tfjs gives for %i rows', async (rows) => {
    const x = Float32Array.from({ length: rows * 16 }, (_, i) => Math.sin(i));
    const expected = tf.tidy(() => (model.apply(tf.tensor2d(x, [rows, 16])) as tf.Tensor).dataSync());
    const session = await createSession(graph);
    const { y } = await session.run({ x: floats([rows, 16], x) });
    await session.close();
    expect(y!.dims[0]).toBe(rows);
    y!.data.forEach((value, i) => {
      expect(Number(value)).toBeCloseTo(expected[i]!, 5);
    });
  });

  test('survives its file', async () => {
    const file = await openOnnx(toOnnx(graph));
    expect(file.inputs).toEqual([{ name: 'x', type: 'float32', dims: [null, 16] }]);
    expect(file.outputs).toEqual(graph.outputs);
    const { y } = await file.run({ x: floats([2, 16], new Float32Array(32)) });
    expect(y!.dims[0]).toBe(2);
    await expect(file.run({ x: floats([2, 15], new Float32Array(30)) })).rejects.toMatchObject({
      code: 'SHAPE_MISMATCH',
      message: "the ONNX model: input 'x' wants float32[?,16], got float32[2,15] with Float32Array of 30.",
    });
    await file.close();
  });
});

test('a fixed number of rows stays fixed', () => {
  const graph = exportGraph(({ x }) => ({ y: tf.square(x!) }), { inputs: { x: [2, 3] }, name: 'square' });
  expect(graph.name).toBe('square');
  expect(graph.inputs[0]!.dims).toEqual([2, 3]);
  expect(graph.outputs[0]).toEqual({ name: 'y', type: 'float32', dims: [2, 3] });
});

test('a function that writes a variable, or mixes rows up, is refused', () => {
  const count = tf.variable(tf.scalar(0), true, 'export-count');
  const writes = ({ x }: { x?: tf.Tensor }) => {
    count.assign(tf.add(count, 1));
    return { y: tf.mul(x!, count) };
  };
  expect(() => exportGraph(writes, { inputs: { x: [null, 2] } })).toThrow("writes variable 'export-count'");
  expect(() =>
    exportGraph(({ x }) => ({ y: tf.reshape(x!, [-1, 1]) }), { inputs: { x: [null, 2] } }),
  ).toThrow('needs to know how many rows there are');
});

test('bytes that are no ONNX are refused', async () => {
  await expect(openOnnx(new TextEncoder().encode('no model'), { name: "'a.onnx'" })).rejects.toMatchObject({
    code: 'GRAPH_INVALID',
    message: expect.stringContaining("ONNX Runtime refuses 'a.onnx': "),
  });
});
