/** The numbers of tags, by TIFF 6.0. */
const TAGS = { bits: 258, compression: 259, meaning: 262, channels: 277, extras: 338, types: 339 } as const;
type Layout = { [name in keyof typeof TAGS]: readonly number[] };

/** What holds where a tag is absent. */
const ABSENT: Layout = { bits: [1], compression: [1], meaning: [1], channels: [1], extras: [], types: [1] };

/** How many channels colours have, by their meaning: white or black is zero, RGB, palette, CMYK, YCbCr. */
const COLOURS: Readonly<Record<number, number>> = { 0: 1, 1: 1, 2: 3, 3: 1, 5: 4, 6: 3 };
const [CMYK, YCBCR] = [5, 6];
/** Inside a TIFF, a JPEG is turned into RGB by its own reader. Other YCbCr would be taken for RGB. */
const JPEG: readonly number[] = [6, 7];
const UNSIGNED = 1;
const TYPES: Readonly<Record<number, string>> = { 2: 'signed', 3: 'floats', 5: 'complex', 6: 'complex' };
/** Whether the colours are multiplied by it already or not: libvips sees to that. */
const OPACITY: readonly unknown[] = [1, 2];

const ADVICE = 'save it as grey or RGB with 8 or 16 bits';

/**
 * Reads how the first picture of a TIFF is stored. sharp gives wrong pixels, and no error, where the values are
 * floats or signed, or the colours are of another kind; and every channel after the colours is opacity to it.
 *
 * @returns Whether a channel that is not opacity follows the colours.
 * @throws {Error} with the reason, unless the values are unsigned, grey or RGB of at most 16 bits, or CMYK of 8.
 */
export function hasUnknownChannel(bytes: Uint8Array): boolean {
  const { bits, compression, meaning, channels, extras, types } = readLayout(bytes);
  const type = types.find((value) => value !== UNSIGNED);
  if (type !== undefined) {
    throw new Error(
      `its values are ${TYPES[type] ?? 'of an unknown type'}, and it tells no range; ${ADVICE}`,
    );
  }
  const depths = meaning[0] === CMYK ? [8] : [1, 2, 4, 8, 16];
  if (!depths.includes(bits[0]!) || bits.some((other) => other !== bits[0])) {
    throw new Error(`its values have ${bits[0]} bits; ${ADVICE}`);
  }
  const colours = COLOURS[meaning[0]!];
  if (colours === undefined || (meaning[0] === YCBCR && !JPEG.includes(compression[0]!))) {
    throw new Error(`its colours are neither grey, RGB nor CMYK; ${ADVICE}`);
  }
  const beside = channels[0]! - colours;
  if (beside < 0 || beside > (meaning[0] === CMYK ? 0 : 1)) {
    throw new Error(`it has ${channels[0]} channels; ${ADVICE}`);
  }
  return beside === 1 && !OPACITY.includes(extras[0]);
}

function readLayout(bytes: Uint8Array): Layout {
  const layout = { ...ABSENT };
  try {
    for (const [tag, values] of entriesOf(bytes)) {
      for (const name of Object.keys(TAGS) as (keyof Layout)[])
        if (TAGS[name] === tag) layout[name] = values();
    }
    return layout;
  } catch (error) {
    throw new Error('this TIFF is cut short or damaged', { cause: error });
  }
}

/** How many values a tag of ours may have: one a channel. */
const MAX_VALUES = 64;

/**
 * The tags of the first directory, each with a way to its values.
 * @throws {RangeError} if something lies outside of the file.
 */
function* entriesOf(bytes: Uint8Array): Generator<[tag: number, values: () => number[]]> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const little = bytes[0] === 'I'.charCodeAt(0);
  const isBig = view.getUint16(2, little) === 43; // BigTIFF: 64 bits where a TIFF has 32.
  const offsetAt = (at: number) =>
    isBig ? Number(view.getBigUint64(at, little)) : view.getUint32(at, little);
  const start = offsetAt(isBig ? 8 : 4);
  const count = isBig ? offsetAt(start) : view.getUint16(start, little);
  const [first, size, room] = isBig ? [start + 8, 20, 8] : [start + 2, 12, 4];
  for (let at = first; at < first + count * size; at += size) {
    const values = () => {
      const width = view.getUint16(at + 2, little) === 4 ? 4 : 2; // A LONG, or a SHORT.
      const length = offsetAt(at + 4);
      if (length < 1 || length > MAX_VALUES) throw new RangeError(`${length} values`);
      const field = at + 4 + room;
      const place = length * width <= room ? field : offsetAt(field);
      return Array.from({ length }, (_, i) =>
        width === 4 ? view.getUint32(place + 4 * i, little) : view.getUint16(place + 2 * i, little),
      );
    };
    yield [view.getUint16(at, little), values];
  }
}
