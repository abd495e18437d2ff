/** The domain of ONNX Runtime's private operators on blocks of channels. */
export const NCHWC = 'com.microsoft.nchwc';

/** [batch, channels, height, width] */
export type PictureDims = readonly [number, number, number, number];

export function isPicture(dims: readonly number[] | undefined): dims is PictureDims {
  return dims?.length === 4;
}

export function roundUp(channels: number, block: number): number {
  return Math.ceil(channels / block) * block;
}
