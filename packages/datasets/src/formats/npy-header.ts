/** What the header of an NPY file says of its array. */
export interface NpyHeader {
  /** Type of a value, as NumPy writes it: '|u1' is uint8, '<i8' a little-endian int64. */
  readonly dtype: string;
  /** True if the first axis runs fastest (Fortran order). */
  readonly fortran: boolean;
  /** Size of each axis; empty for a single value. */
  readonly shape: readonly number[];
}

/** One entry of the header's Python dictionary. Nothing else that Python could write there is understood. */
const ENTRY = /\s*'(descr|fortran_order|shape)'\s*:\s*(?:'([^']*)'|(True|False)|\(([\d\s,L]*)\))\s*(?:,|$)/y;

/**
 * Reads `{'descr': '|u1', 'fortran_order': False, 'shape': (60000, 28, 28), }`: three entries in any order.
 * The text is matched, never run.
 *
 * @returns undefined if the text is anything else, such as the list of types of a structured array.
 */
export function parseNpyHeader(text: string): NpyHeader | undefined {
  const inner = /^\{(.*)\}\s*$/s.exec(text)?.[1]?.trimEnd();
  if (inner === undefined) return undefined;
  const found: {
    descr?: string | undefined;
    fortran_order?: string | undefined;
    shape?: string | undefined;
  } = {};
  ENTRY.lastIndex = 0;
  while (ENTRY.lastIndex < inner.length) {
    const match = ENTRY.exec(inner);
    if (match === null) return undefined;
    const [, key, quoted, truth, tuple] = match;
    if (key === 'descr') found.descr = quoted;
    else if (key === 'shape') found.shape = tuple;
    else found.fortran_order = truth;
  }
  const { descr, fortran_order, shape } = found;
  if (descr === undefined || fortran_order === undefined || shape === undefined) return undefined;
  // Python 2 wrote (60000L, 28L, 28L).
  const sizes = shape.split(',').map((size) => size.trim().replace(/(?<=\d)L$/, ''));
  if (sizes.at(-1) === '') sizes.pop(); // Python writes the tuple of one number as (7,).
  if (!sizes.every((size) => /^\d+$/.test(size))) return undefined;
  return { dtype: descr, fortran: fortran_order === 'True', shape: sizes.map(Number) };
}
