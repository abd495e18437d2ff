import type { NpyArray } from './npy.ts';
import { rangeOf } from './npy-values.ts';

/** The line of NumPy that makes bytes of pictures that are stored otherwise, by their type and their values. */
export function bytesAdvice(images: NpyArray): string {
  const { dtype } = images;
  if (dtype === '|b1') return 'Save array.astype(np.uint8) * 255.';
  const { least, largest, finite } = rangeOf(images);
  const stretch = `Save np.rint(np.interp(array, (array.min(), array.max()), (0, 255))).astype(np.uint8); its values are in ${shown(least)}..${shown(largest)}.`;
  if (dtype.startsWith('<f')) {
    if (!finite) return 'Some are no numbers. Save np.nan_to_num(array, posinf=0, neginf=0).';
    if (least >= 0 && largest <= 1)
      return 'Its values are in 0..1. Save np.rint(array * 255).astype(np.uint8).';
    if (least >= 0 && largest <= 255)
      return 'Its values are in 0..255. Save np.rint(array).astype(np.uint8).';
    if (least >= -1 && largest <= 1) {
      return 'Its values are in -1..1. Save np.rint((array + 1) * 127.5).astype(np.uint8).';
    }
    return stretch;
  }
  if (dtype === '|i1' && least < 0) {
    return 'Save array.view(np.uint8) if bytes in 0..255 were stored in it, or (array.astype(np.int16) + 128).astype(np.uint8) if 0 is grey.';
  }
  if (least < 0) return stretch;
  if (largest === 1) return 'Its values are 0 and 1. Save (array * 255).astype(np.uint8).';
  if (largest <= 255) return 'Its values are in 0..255. Save array.astype(np.uint8).';
  return largest <= 65_535 ? 'Save (array >> 8).astype(np.uint8) if its values have 16 bits.' : stretch;
}

/** The line of NumPy that makes count x height x width (x channels) of pictures that have other axes. */
export function axesAdvice(shape: readonly number[]): string {
  const whole = shape.filter((size) => size !== 1);
  if (shape.length > 4 && (whole.length === 3 || whole.length === 4))
    return `Save array.reshape(${whole.join(', ')}).`;
  const [, row = 0] = shape;
  const [grey, colour] = [Math.sqrt(row), Math.sqrt(row / 3)];
  if (shape.length === 2 && row > 1 && Number.isInteger(grey)) {
    return `Save array.reshape(-1, ${grey}, ${grey}) if a row is a picture.`;
  }
  if (shape.length === 2 && row > 3 && Number.isInteger(colour)) {
    return `Save array.reshape(-1, 3, ${colour}, ${colour}).transpose(0, 2, 3, 1) if a row is a picture in planes of red, green and blue.`;
  }
  return 'Save count x height x width, or count x height x width x channels (1..4).';
}

/** The line of NumPy that makes whole numbers, one a picture, of labels that are stored otherwise. */
export function labelAdvice({ dtype, shape }: NpyArray): string {
  if (shape.length === 2 && shape[1]! > 1)
    return 'Save array.argmax(axis=1) if each row has a one for its class.';
  if (dtype.startsWith('<f') && shape.length > 0) return 'Save array.astype(np.int64).';
  return 'Save integers, one a picture: count, or count x 1.';
}

const shown = (value: number) => Number(value.toPrecision(4));
