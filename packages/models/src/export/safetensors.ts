import type { layers } from '../tfjs.ts';
import { bytesOf, type Files, textFile } from './files.ts';
import { describeHalf } from './net-description.ts';
import type { TrainedModel } from './trained-model.ts';

export interface NamedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/**
 * `model.safetensors`: all weights, named `encoder.0.kernel` by half, layer and kind, and in its metadata the net
 * that they belong to, layer by layer, as JSON. Kernels lie as tfjs and Keras have them: [in, out], and
 * [height, width, in, out].
 */
export function safetensorsFiles({ halves, shape, codeSize }: TrainedModel): Files {
  const { encoder, decoder, output } = halves;
  const tensors = [...namedTensors('encoder', encoder), ...namedTensors('decoder', decoder)];
  const net = {
    picture: shape,
    codeSize,
    encoder: describeHalf(encoder, (layer, kind) => weightName('encoder', layer, kind)),
    decoder: describeHalf(decoder, (layer, kind) => weightName('decoder', layer, kind), output),
  };
  const metadata = { format: 'tfjs', output, net: JSON.stringify(net) };
  return { 'model.safetensors': toSafetensors(tensors, metadata) };
}

function weightName(half: string, layer: number, kind: string): string {
  return `${half}.${layer}.${kind}`;
}

function namedTensors(half: string, model: layers.LayersModel): NamedTensor[] {
  return model.layers
    .filter(({ weights }) => weights.length > 0)
    .flatMap(({ weights }, layer) =>
      weights.map((weight) => {
        const kind = weight.originalName.split('/').at(-1)!;
        const { shape } = weight.read();
        return {
          name: weightName(half, layer, kind),
          shape,
          values: weight.read().dataSync() as Float32Array,
        };
      }),
    );
}

/**
 * The format of Hugging Face's `safetensors`: the header's length in eight bytes, the header as JSON, filled
 * up with blanks to a multiple of eight, then the values.
 */
export function toSafetensors(
  tensors: readonly NamedTensor[],
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let size = 0;
  for (const { name, shape, values } of tensors) {
    header[name] = { dtype: 'F32', shape, data_offsets: [size, size + values.byteLength] };
    size += values.byteLength;
  }
  const json = textFile(JSON.stringify(header));
  const start = 8 + Math.ceil(json.length / 8) * 8;
  const file = new Uint8Array(start + size).fill(0x20, 8, start);
  new DataView(file.buffer).setBigUint64(0, BigInt(start - 8), true);
  file.set(json, 8);
  let at = start;
  for (const { values } of tensors) {
    file.set(bytesOf(values), at);
    at += values.byteLength;
  }
  return file;
}
