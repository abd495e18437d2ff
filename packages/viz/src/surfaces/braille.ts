/** Dots in one character cell. */
export const DOTS_ACROSS = 2;
export const DOTS_DOWN = 4;

/** The bit of each dot, row by row. The order is Unicode's: the fourth row was added after the first three. */
const BITS = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80] as const;

const BLANK = 0x2800;

/** The bit of the dot at column `x` (0 or 1) and row `y` (0 to 3) of a cell. */
export function brailleBit(x: number, y: number): number {
  return BITS[y * DOTS_ACROSS + x]!;
}

/** The character that shows the dots in `bits`; a space when there are none. */
export function brailleCharacter(bits: number): string {
  return bits === 0 ? ' ' : String.fromCharCode(BLANK + bits);
}
