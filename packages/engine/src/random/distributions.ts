import type { Words } from './generator.ts';

/** Fills an array with independent draws. */
type Fill = (values: Float32Array, words: Words) => void;

/** Standard distributions, by the names of the tfjs functions that draw from them. */
export const distributions = Object.freeze({
  /** Evenly between 0 and 1, never exactly either: 23 bits and a half are whole in a float32. */
  randomUniform: (values, words) => {
    const bits = filled(values, words);
    for (let i = 0; i < values.length; i++) values[i] = ((bits[i]! >>> 9) + 0.5) / 2 ** 23;
  },
  /** Mean 0, deviation 1. */
  randomNormal: normals,
  /** The same, with what lies more than 2 from the mean drawn again. */
  truncatedNormal: (values, words) => {
    normals(values, words);
    const again = new Float32Array(2);
    for (let i = 0; i < values.length; i++) {
      while (Math.abs(values[i]!) > 2) {
        normals(again, words);
        values[i] = again[0]!;
      }
    }
  },
}) satisfies Readonly<Record<string, Fill>>;

export type Distribution = keyof typeof distributions;

export function isDistribution(name: string): name is Distribution {
  return Object.hasOwn(distributions, name);
}

/** Box and Muller 1958: two even numbers become two normal ones. */
function normals(values: Float32Array, words: Words): void {
  const even = values.length & ~1;
  const bits = filled(values.subarray(0, even), words);
  for (let i = 0; i < even; i += 2) {
    const radius = Math.sqrt(-2 * Math.log((bits[i]! + 0.5) / 2 ** 32));
    const angle = (2 * Math.PI * bits[i + 1]!) / 2 ** 32;
    values[i] = radius * Math.cos(angle);
    values[i + 1] = radius * Math.sin(angle);
  }
  if (even === values.length) return;
  const last = new Float32Array(2);
  normals(last, words);
  values[even] = last[0]!;
}

/** Random words in the memory of the values that they are about to become. */
function filled(values: Float32Array, words: Words): Uint32Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  words(bits);
  return bits;
}
