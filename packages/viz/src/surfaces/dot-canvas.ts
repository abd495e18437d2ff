import { brailleBit, brailleCharacter, DOTS_ACROSS, DOTS_DOWN } from './braille.ts';

/** How a line is drawn. */
export type LineStyle = 'solid' | 'dashed' | 'dotted';

/** Dots drawn and dots left out, in turn. */
const PATTERNS: Readonly<Record<LineStyle, { readonly on: number; readonly period: number }>> = {
  solid: { on: 1, period: 1 },
  dashed: { on: 4, period: 7 },
  dotted: { on: 1, period: 3 },
};

/** Without Unicode, layers are told apart by their letter, one dot a cell. */
const ASCII_GLYPHS = '*+ox#@%&';

/**
 * A grid of character cells to draw lines on, eight braille dots a cell; without Unicode one dot a cell.
 * Dot (0, 0) is at the top left. A cell remembers the layer that drew on it last, and so has one colour.
 */
export class DotCanvas {
  readonly columns: number;
  readonly rows: number;
  /** Size in dots. */
  readonly width: number;
  readonly height: number;
  readonly #unicode: boolean;
  readonly #bits: Uint8Array;
  readonly #layers: Int32Array;

  constructor(columns: number, rows: number, unicode: boolean) {
    this.columns = columns;
    this.rows = rows;
    this.width = columns * (unicode ? DOTS_ACROSS : 1);
    this.height = rows * (unicode ? DOTS_DOWN : 1);
    this.#unicode = unicode;
    this.#bits = new Uint8Array(columns * rows);
    this.#layers = new Int32Array(columns * rows).fill(-1);
  }

  /** Draws one dot, which must lie on the canvas. */
  dot(x: number, y: number, layer: number): void {
    if (this.#unicode) {
      const cell = (y >> 2) * this.columns + (x >> 1);
      this.#bits[cell]! |= brailleBit(x & 1, y & 3);
      this.#layers[cell] = layer;
    } else {
      const cell = y * this.columns + x;
      this.#bits[cell] = 1;
      this.#layers[cell] = layer;
    }
  }

  /**
   * Draws a line between two dots on the canvas (Bresenham's way).
   *
   * @param travelled dots that the path had behind it at the line's start: carries dashes over corners
   * @returns dots behind it at the line's end
   */
  line(
    x0: number,
    y0: number,
    x1: number,
    y1: number,
    layer: number,
    style: LineStyle,
    travelled = 0,
  ): number {
    const { on, period } = PATTERNS[style];
    const across = Math.abs(x1 - x0);
    const down = -Math.abs(y1 - y0);
    const stepX = x0 < x1 ? 1 : -1;
    const stepY = y0 < y1 ? 1 : -1;
    let error = across + down;
    let x = x0;
    let y = y0;
    let count = travelled;
    for (;;) {
      if (count % period < on) this.dot(x, y, layer);
      if (x === x1 && y === y1) return count;
      const twice = 2 * error;
      if (twice >= down) {
        error += down;
        x += stepX;
      }
      if (twice <= across) {
        error += across;
        y += stepY;
      }
      count++;
    }
  }

  /** The layer that drew on a cell last, or -1. */
  layerAt(column: number, row: number): number {
    return this.#layers[row * this.columns + column]!;
  }

  /** The character of a cell. */
  characterAt(column: number, row: number): string {
    const cell = row * this.columns + column;
    const bits = this.#bits[cell]!;
    if (this.#unicode) return brailleCharacter(bits);
    return bits === 0 ? ' ' : asciiGlyph(this.#layers[cell]!);
  }
}

/** The letter that stands for a layer where there is no Unicode. */
export function asciiGlyph(layer: number): string {
  return ASCII_GLYPHS[layer % ASCII_GLYPHS.length]!;
}
