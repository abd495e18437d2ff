import type { Draw } from '../draw.ts';
import { magnitudes, usual } from '../values.ts';
import { call, type Generator, type Generators, text } from './generator.ts';

const finite = (d: Draw) => d.pick([usual, usual, usual, magnitudes]);

/** Matrix products and sums of products. */
export const products: Generators = {
  BatchMatMul: (d) => {
    const { a, b, ta, tb } = matrices(d);
    const type = d.pick(['float32', 'float32', 'float32', 'float32', 'int32', 'bool'] as const);
    const [x, y] = [a, b].map((dims) => d.tensor(dims, { type, numbers: finite(d) }));
    return call('tf.matMul', x, y, ta, tb);
  },
  _FusedMatMul: (d) => {
    const { a, b, ta, tb, rows, columns } = matrices(d);
    const bias = d.pick([undefined, [columns], [1, columns], [rows, columns], [1]] as const);
    const parts = [
      `a: ${d.float(a, finite(d))}`,
      `b: ${d.float(b, finite(d))}`,
      ...(bias ? [`bias: ${d.float(bias, finite(d))}`] : []),
      ...(ta === undefined ? [] : [`transposeA: ${ta}`]),
      ...(tb === undefined ? [] : [`transposeB: ${tb}`]),
      ...activation(d, [columns]),
    ];
    return { code: `tf.fused.matMul({ ${parts.join(', ')} })`, gradient: true };
  },
  Einsum: einsum,
};

/** The parts of a fused kernel's call that name its activation. */
export function activation(d: Draw, alphaDims: readonly number[]): string[] {
  const name = d.pick([undefined, 'linear', 'relu', 'relu6', 'elu', 'sigmoid', 'leakyrelu', 'prelu']);
  if (name === undefined) return [];
  const parts = [`activation: ${text(name)}`];
  // Without an alpha tfjs gives NaN.
  if (name === 'leakyrelu') parts.push(`leakyreluAlpha: ${d.number(0, 1)}`);
  if (name === 'prelu') parts.push(`preluActivationWeights: ${d.float(alphaDims, usual)}`);
  return parts;
}

/** Shapes of two factors; batches stretch. */
function matrices(d: Draw) {
  const [rows, inner, columns] = [d.int(1, 9), d.int(1, 9), d.int(1, 9)];
  const batch = d.dims({ rank: d.pick([0, 0, 1, 2, 3]), size: [1, 3] });
  const [ta, tb] = [d.pick([undefined, true, false]), d.pick([undefined, true, false])];
  const stretched = () => (d.rarely(3) ? batch.map((dim) => (d.rarely(2) ? 1 : dim)) : batch);
  const a = [...stretched(), ...(ta ? [inner, rows] : [rows, inner])];
  const b = [...stretched(), ...(tb ? [columns, inner] : [inner, columns])];
  return { a, b, ta, tb, rows, columns };
}

/** A letter of two operands is in both or in the result: sums over a letter of one alone are a fault of tfjs. */
function einsum(d: Draw): ReturnType<Generator> {
  const letters = [...'ijkl'].slice(0, d.int(1, 4));
  const size = Object.fromEntries(letters.map((letter) => [letter, d.int(1, 4)]));
  const some = () =>
    d
      .order(letters.length)
      .map((i) => letters[i]!)
      .filter(() => !d.rarely(3));
  const terms = d.rarely(3) ? [some()] : [some(), some()];
  const used = letters.filter((letter) => terms.flat().includes(letter));
  const everywhere = (letter: string) => terms.every((term) => term.includes(letter));
  const result = used.filter((letter) => !everywhere(letter) || d.rarely(2));
  const shuffled = d.order(result.length).map((i) => result[i]!);
  const equation = `${terms.map((term) => term.join('')).join(',')}->${shuffled.join('')}`;
  const operands = terms.map((term) =>
    d.float(
      term.map((letter) => size[letter]!),
      finite(d),
    ),
  );
  return call('tf.einsum', equation, ...operands);
}
