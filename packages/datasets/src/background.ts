import { DatasetError } from './errors.ts';

/** What shows where a picture is transparent: `'black'`, `'white'` or `'#rrggbb'`. */
export type Background = 'black' | 'white' | `#${string}`;

const named: Readonly<Record<string, string>> = { black: '#000000', white: '#ffffff' };

export function isBackground(text: unknown): text is Background {
  return typeof text === 'string' && /^(black|white|#[\da-fA-F]{6})$/.test(text);
}

/**
 * Red, green and blue, 0..255.
 * @throws {DatasetError} `INPUT_INVALID`
 */
export function parseBackground(background: string): { r: number; g: number; b: number } {
  if (!isBackground(background)) {
    throw new DatasetError(
      'INPUT_INVALID',
      `background is ${JSON.stringify(background)}. It must be black, white, or a colour such as #ff8800.`,
    );
  }
  const digits = named[background] ?? background;
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(digits.slice(at, at + 2), 16));
  return { r: r!, g: g!, b: b! };
}
