import { type ColorName, openColor, RESET } from './color.ts';
import type { ColorLevel } from './surface.ts';

/** One line of text put together piece by piece. Writes an escape code only where the colour changes. */
export class ColoredLine {
  readonly #level: ColorLevel;
  #text = '';
  #current: ColorName | undefined;

  constructor(level: ColorLevel) {
    this.#level = level;
  }

  /** Adds text in a colour, or in the terminal's own when there is none. */
  add(text: string, color?: ColorName): this {
    if (text === '') return this;
    if (this.#level !== 'none' && color !== this.#current) {
      this.#text += color === undefined ? RESET : openColor(color, this.#level);
      this.#current = color;
    }
    this.#text += text;
    return this;
  }

  /** Adds blanks, which need no change of colour. */
  addBlanks(count: number): this {
    this.#text += ' '.repeat(count);
    return this;
  }

  toString(): string {
    return this.#current === undefined ? this.#text : this.#text + RESET;
  }
}
