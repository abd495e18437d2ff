import type { ImageShape } from '@hourglass/datasets';
import { floats, type GraphBuilder } from '@hourglass/engine/graph';

/**
 * Moves each picture so that the centre of its mass (the mean place of its brightness) is in the middle, by
 * parts of a pixel too. Interpolation along each side is a product with a matrix of hats, max(0, 1 - |i - j|),
 * so it is part of the graph and of every export.
 *
 * @param pictures [any, channels, height, width], 0..1; black comes in from outside.
 */
export function centred(b: GraphBuilder, pictures: string, [height, width]: ImageShape): string {
  const brightness = b.op('ReduceMean', [pictures, b.shape([1])]);
  // A black picture has no mass: it stays where it is, for its place is 0 / 1.
  const mass = b.op('ReduceSum', [brightness, b.shape([1, 2, 3])]);
  const rows = hats(b, brightness, mass, height, 2);
  const columns = hats(b, brightness, mass, width, 3);
  const turned = b.op('Transpose', [columns], { perm: [0, 1, 3, 2] });
  return b.op('MatMul', [b.op('MatMul', [rows, pictures]), turned]);
}

/** One matrix a picture, [any, 1, size, size]: row i mixes the two lines that move to line i. */
function hats(b: GraphBuilder, brightness: string, mass: string, size: number, axis: 2 | 3): string {
  const places = Float32Array.from({ length: size }, (_, i) => i - (size - 1) / 2);
  const dims = axis === 2 ? [1, 1, size, 1] : [1, 1, 1, size];
  const moment = b.op('ReduceSum', [
    b.op('Mul', [brightness, b.constant(floats(dims, places))]),
    b.shape([1, 2, 3]),
  ]);
  const least = b.constant(floats([], [1e-6]));
  const offset = b.op('Div', [moment, b.op('Max', [mass, least])]);
  const distances = new Float32Array(size * size);
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) distances[i * size + j] = i - j;
  const moved = b.op('Add', [b.constant(floats([1, 1, size, size], distances)), offset]);
  const one = b.constant(floats([], [1]));
  return b.op('Relu', [b.op('Sub', [one, b.op('Abs', [moved])])]);
}
