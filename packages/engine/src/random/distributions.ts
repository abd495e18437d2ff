/** Fills an array with independent draws. `bits` gives 32 random bits a call. */
type Fill = (values: Float32Array, bits: () => number) => void;

/** Standard distributions, by the names of the tfjs functions that draw from them. */
export const distributions = Object.freeze({
  /** Evenly between 0 and 1, never exactly either: 23 bits and a half are whole in a float32. */
  randomUniform: (values, bits) => {
    for (let i = 0; i < values.length; i++) values[i] = ((bits() >>> 9) + 0.5) / 2 ** 23;
  },
  /** Mean 0, deviation 1 (Box and Muller 1958). */
  randomNormal: (values, bits) => normals(values, bits, Number.POSITIVE_INFINITY),
  /** The same without what lies more than 2 from the mean. */
  truncatedNormal: (values, bits) => normals(values, bits, 2),
}) satisfies Readonly<Record<string, Fill>>;

export type Distribution = keyof typeof distributions;

export function isDistribution(name: string): name is Distribution {
  return Object.hasOwn(distributions, name);
}

function normals(values: Float32Array, bits: () => number, limit: number): void {
  for (let i = 0; i < values.length; ) {
    const radius = Math.sqrt(-2 * Math.log((bits() + 0.5) / 2 ** 32));
    const angle = (2 * Math.PI * bits()) / 2 ** 32;
    for (const value of [radius * Math.cos(angle), radius * Math.sin(angle)]) {
      if (Math.abs(value) <= limit && i < values.length) values[i++] = value;
    }
  }
}
