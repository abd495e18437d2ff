import { type ColorName, paint, type Surface } from '@hourglass/viz';

/** Ways to write text: each returns it as it is where the terminal has no colours. */
export interface Style {
  readonly surface: Surface;
  color(text: string, color: ColorName): string;
  bold(text: string): string;
  faint(text: string): string;
  /** The first where the terminal shows Unicode, else the second. */
  sign(unicode: string, ascii: string): string;
}

export function styleFor(surface: Surface): Style {
  return {
    surface,
    color: (text, color) => paint(text, color, surface),
    bold: (text) => (surface.color === 'none' ? text : `\u001B[1m${text}\u001B[22m`),
    faint: (text) => paint(text, 'gray', surface),
    sign: (unicode, ascii) => (surface.unicode ? unicode : ascii),
  };
}
