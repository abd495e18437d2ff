import { pixelsPerImage } from '@hourglass/datasets';
import { exportGraph } from '@hourglass/engine';
import { toOnnx } from '@hourglass/engine/graph';
import { activate } from '../losses/output.ts';
import { tf } from '../tfjs.ts';
import type { Files } from './files.ts';
import type { TrainedModel } from './trained-model.ts';

/**
 * `encoder.onnx`: pixels float32 [any, height x width x channels] in 0..1 to code; `decoder.onnx`: code to
 * pixels. Standard operators only.
 */
export function onnxFiles({ halves, shape, codeSize }: TrainedModel): Files {
  const { encoder, decoder, output } = halves;
  const encode = exportGraph(({ pixels }) => ({ code: encoder.apply(pixels!) as tf.Tensor }), {
    name: 'encoder',
    inputs: { pixels: [null, pixelsPerImage({ shape })] },
  });
  const decode = exportGraph(
    ({ code }) => ({ pixels: tf.clipByValue(activate(decoder.apply(code!) as tf.Tensor, output), 0, 1) }),
    {
      name: 'decoder',
      inputs: { code: [null, codeSize] },
    },
  );
  return { 'encoder.onnx': toOnnx(encode), 'decoder.onnx': toOnnx(decode) };
}
