/** One character cell: colours as SGR parameters without their first digit (`8;2;r;g;b`, `7`); '' is unset. */
export interface ScreenCell {
  readonly character: string;
  readonly foreground: string;
  readonly background: string;
}

/** Reads a line back as a terminal would, by the standard and not by our encoder. */
export function readCells(line: string): ScreenCell[] {
  const cells: ScreenCell[] = [];
  let foreground = '';
  let background = '';
  for (const [index, piece] of line.split('\u001B[').entries()) {
    const end = index === 0 ? 0 : piece.indexOf('m') + 1;
    for (const [code] of piece.slice(0, end).matchAll(/[34]8;2;\d+;\d+;\d+|[34]8;5;\d+|\d+/g)) {
      if (code === '0') foreground = background = '';
      else if (code === '49') background = '';
      else if (/^[39]/.test(code)) foreground = code.slice(1);
      else background = code.replace(/^10/, '4').slice(1);
    }
    for (const character of piece.slice(end)) cells.push({ character, foreground, background });
  }
  return cells;
}

/** The colours of the two pixels in a cell: upper, lower. */
export function halves({ character, foreground, background }: ScreenCell): [string, string] {
  if (character === ' ') return [background, background];
  if (character === '█') return [foreground, foreground];
  return character === '▀' ? [foreground, background] : [background, foreground];
}
