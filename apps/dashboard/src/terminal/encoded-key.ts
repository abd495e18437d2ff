const modifier = { shift: 1, alt: 2, control: 4 } as const;
/** Caps lock and num lock: they are no keys that are held. */
const locks = 64 | 128;
const released = 3;

/**
 * The character that a key would have sent in the usual way, where a terminal spells it out: `CSI code ; modifiers u`
 * of the kitty keyboard protocol, and `CSI 27 ; modifiers ; code ~` of xterm's modifyOtherKeys. Nobody asks for
 * these here, but a program that crashed may have left them on, and Ctrl-C should work all the same.
 *
 * @param parameters what stands between `CSI` and the final character.
 * @returns undefined for keys that are no character, held with Alt, or let go.
 */
export function encodedKey(parameters: string, final: string): string | undefined {
  const fields = parameters.split(';').map((field) => field.split(':').map(Number));
  if (final === '~') {
    const [first, held, code] = fields;
    return first?.[0] === 27 && fields.length === 3 ? characterOf(code?.[0], held?.[0]) : undefined;
  }
  const [[code, shifted] = [], [held, event] = [], text] = fields;
  if (event === released) return undefined;
  const isShift = ((held || 1) - 1) & modifier.shift;
  return characterOf(text?.[0] || (isShift && shifted) || code, held);
}

function characterOf(code: number | undefined, held = 1): string | undefined {
  // Keys without a character have numbers from the private use area.
  if (!code || !(code < 0xd800 || (code > 0xf8ff && code <= 0x10ffff))) return undefined;
  const keys = ((held || 1) - 1) & ~locks;
  const character = String.fromCodePoint(code);
  if (keys === 0) return character;
  if (keys === modifier.shift) return character.toUpperCase();
  const isControl = keys === modifier.control && /^[@-_a-z]$/.test(character);
  return isControl ? String.fromCharCode(code & 0x1f) : undefined;
}
