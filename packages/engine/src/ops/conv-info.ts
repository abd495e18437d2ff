import { backend_util } from '@tensorflow/tfjs-core';
import type { FilterGradientSizes } from '../composites/filter-gradient.ts';
import { EngineError } from '../errors.ts';

export type ConvInfo = backend_util.Conv2DInfo;
type Four = [number, number, number, number];

/** Sizes and pads of a convolution, by tfjs's own rules. Pictures are [batch, height, width, channels]. */
export function convInfo(
  kernel: string,
  inputDims: readonly number[],
  filterDims: readonly number[],
  attrs: Readonly<Record<string, unknown>>,
  depthwise = false,
): ConvInfo {
  if (attrs.dataFormat !== undefined && attrs.dataFormat !== 'NHWC') {
    throw new EngineError(
      'OP_NOT_COVERED',
      `${kernel} with data format ${attrs.dataFormat} is not covered; use NHWC.`,
    );
  }
  return backend_util.computeConv2DInfo(
    [...inputDims] as Four,
    [...filterDims] as Four,
    attrs.strides as [number, number],
    (attrs.dilations ?? [1, 1]) as [number, number],
    attrs.pad as 'same',
    attrs.dimRoundingMode as 'floor',
    depthwise,
    'channelsLast',
  );
}

export function poolInfo(inputDims: readonly number[], attrs: Readonly<Record<string, unknown>>): ConvInfo {
  return backend_util.computePool2DInfo(
    [...inputDims] as Four,
    attrs.filterSize as [number, number],
    attrs.strides as [number, number],
    1,
    attrs.pad as 'same',
    attrs.dimRoundingMode as 'floor',
  );
}

/** Whether the padding is smaller than the windows, so that each sees some of the picture. */
export function padsInside({
  padInfo: { top, left, bottom, right },
  effectiveFilterHeight,
  effectiveFilterWidth,
}: ConvInfo): boolean {
  return Math.max(top, bottom) < effectiveFilterHeight && Math.max(left, right) < effectiveFilterWidth;
}

/** As ONNX writes pads: the beginnings, then the ends. */
export function padsOf({ padInfo: { top, left, bottom, right } }: ConvInfo): number[] {
  return [top, left, bottom, right];
}

/** The sizes that the gradient of a filter needs, of pictures with channels first. */
export function filterGradientSizes(info: ConvInfo): FilterGradientSizes {
  const { batchSize: n, inChannels, inHeight, inWidth, outChannels, outHeight, outWidth } = info;
  return {
    pictures: [n, inChannels, inHeight, inWidth],
    gradients: [n, outChannels, outHeight, outWidth],
    kernel: [info.filterHeight, info.filterWidth],
    strides: [info.strideHeight, info.strideWidth],
    pads: [info.padInfo.top, info.padInfo.left],
  };
}
