/** Arrays that a graph reads as they are. */
export type NumberArray = Uint8Array | Float32Array | Int32Array;

/** By their tag, which arrays of other realms (workers of a test runner, frames) have too. */
const readable = {
  Float32Array,
  Int32Array,
  Uint8Array,
  /** The same bytes: what a canvas gives. */
  Uint8ClampedArray: Uint8Array,
} as const;

/** Kinds whose numbers a float32 holds, or rounds as it does every number. */
const rounded = ['Float16Array', 'Float64Array', 'Int8Array', 'Int16Array', 'Uint16Array'];

/** What kind of value it is, as errors say it: `Int16Array`, `Array`, `null`. */
export function kindOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice('[object '.length, -1);
}

/** The array, or another view of its memory, if a graph can read that as it is. */
export function asNumberArray(value: unknown): NumberArray | undefined {
  const kind = kindOf(value);
  if (!Object.hasOwn(readable, kind)) return undefined;
  const Kind = readable[kind as keyof typeof readable];
  if (value instanceof Kind) return value;
  const { buffer, byteOffset, length } = value as Float32Array<ArrayBuffer>;
  return new Kind(buffer, byteOffset, length);
}

/** The same, or a copy in floats where the numbers are of another kind; a plain array holds only numbers. */
export function toNumberArray(value: unknown): NumberArray | undefined {
  const taken = asNumberArray(value);
  if (taken) return taken;
  const plain = Array.isArray(value) && value.every((number) => typeof number === 'number');
  return plain || rounded.includes(kindOf(value)) ? Float32Array.from(value as ArrayLike<number>) : undefined;
}

/** Whether other threads may have the same memory. Native code reads none of it. */
export function isShared({ buffer }: ArrayBufferView): boolean {
  return kindOf(buffer) === 'SharedArrayBuffer';
}
