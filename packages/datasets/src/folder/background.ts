import { DatasetError } from '../errors.ts';

/** What shows where a picture is transparent: `'black'`, `'white'` or `'#rrggbb'`. */
export type Background = 'black' | 'white' | `#${string}`;

const named: Readonly<Record<string, string>> = { black: '#000000', white: '#ffffff' };

/**
 * Red, green and blue, 0..255.
 * @throws {DatasetError} `INPUT_INVALID`
 */
export function parseBackground(background: string): { r: number; g: number; b: number } {
  const hex = Object.hasOwn(named, background) ? named[background]! : background;
  const digits = /^#[\da-f]{6}$/i.exec(hex)?.[0].slice(1);
  if (digits === undefined) {
    throw new DatasetError(
      'INPUT_INVALID',
      `background is ${JSON.stringify(background)}. It must be black, white, or a colour such as #ff8800.`,
    );
  }
  const [r, g, b] = [0, 2, 4].map((at) => Number.parseInt(digits.slice(at, at + 2), 16));
  return { r: r!, g: g!, b: b! };
}
