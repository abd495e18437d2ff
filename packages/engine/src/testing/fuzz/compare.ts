import { sizeOf, type TensorData } from '../../graph/graph.ts';

export type Outputs = Readonly<Record<string, TensorData>>;

/** 16 units in the last place: no function of float32 is less exact. */
const CLOSE = 16 * 2 ** -23;
/** How many times further than rounding takes plain tfjs may an engine be off. */
const SPREADS = 4;
/** Below the smallest normal number, 2^-126, digits are lost everywhere; and so in a product or two of such. */
const TINY = 2 ** -120;

/**
 * What differs first, in words; `undefined` if nothing does. A number may be off by a few units in its last
 * place, or by what rounding makes of it: so far do the results of `blurred`, the same program with other
 * rounding errors, lie from the reference. NaN is NaN and infinite is infinite on both sides.
 */
export async function difference(
  got: Outputs,
  wanted: Outputs,
  blurred: () => Promise<readonly Outputs[]>,
): Promise<string | undefined> {
  if (String(Object.keys(got)) !== String(Object.keys(wanted)))
    return `gives ${Object.keys(got)}, the reference ${Object.keys(wanted)}`;
  for (const [name, { type, dims, data }] of Object.entries(wanted)) {
    const found = got[name]!;
    const [is, should] = [`${found.type}[${found.dims}]`, `${type}[${dims}]`];
    // Where a tensor holds nothing, tfjs may have numbers all the same.
    if (is === should && sizeOf(dims) === 0) continue;
    if (is !== should || found.data.length !== data.length)
      return `${name} is ${is}, the reference says ${should}`;
    for (let i = 0; i < data.length; i++) {
      const [a, b] = [Number(found.data[i]), Number(data[i])];
      if (isClose(a, b, CLOSE * Math.abs(b) + TINY)) continue;
      const others = (await blurred()).map((outputs) => Number(outputs[name]!.data[i]));
      if (others.some((other) => isClose(a, other, CLOSE * Math.abs(b)))) continue;
      const spread = Math.max(...others.map((other) => Math.abs(other - b)));
      if (isClose(a, b, SPREADS * spread)) continue;
      return `${name}[${i}] is ${a}, the reference says ${b} (rounding: ${spread.toPrecision(2)})`;
    }
  }
  return undefined;
}

function isClose(a: number, b: number, tolerance: number): boolean {
  return Object.is(a, b) || a === b || (Number.isFinite(b) && Math.abs(a - b) <= tolerance);
}
