import { type ImageSet, pixelsPerImage } from '@hourglass/datasets';
import { createSession, type Graph, type Session, toOnnx, uint8s } from '@hourglass/engine/graph';
import { checkShape } from '../encoders/check-shape.ts';
import type { Encoder } from '../encoders/encoder.ts';

/** Pictures a call: so few that their maps stay in the cache of a core. */
const BATCH = 16;

/** An encoder that was fitted in closed form. */
export interface DictionaryEncoder extends Encoder {
  /**
   * The whole encoder as an ONNX file, standard operators only: bytes of pictures, [any, height, width,
   * channels], to codes. `openOnnxEncoder` opens it again.
   */
  toOnnx(): Uint8Array;
  dispose(): Promise<void>;
}

export async function createDictionaryEncoder(
  graph: Graph,
  shape: ImageSet['shape'],
  codeSize: number,
): Promise<DictionaryEncoder> {
  const session = await createSession(graph);
  const name = `dictionary-${codeSize}`;
  return {
    name,
    codeSize,
    async encode(images) {
      checkShape(name, shape, images);
      return runOnBytes(session, images, codeSize);
    },
    toOnnx: () => toOnnx(graph),
    dispose: () => session.close(),
  };
}

/** Rows of `size` numbers, one a picture, from a graph of one input `pictures` and one output. */
export async function runOnBytes(session: Session, images: ImageSet, size: number): Promise<Float32Array> {
  const { pixels, shape, count } = images;
  const pixelCount = pixelsPerImage(images);
  const out = new Float32Array(count * size);
  for (let at = 0; at < count; at += BATCH) {
    const rows = Math.min(BATCH, count - at);
    const bytes = pixels.subarray(at * pixelCount, (at + rows) * pixelCount);
    const [result] = Object.values(await session.run({ pictures: uint8s([rows, ...shape], bytes) }));
    out.set(result!.data as Float32Array, at * size);
  }
  return out;
}
