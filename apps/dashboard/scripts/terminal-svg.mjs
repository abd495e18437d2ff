// What a terminal shows, as an SVG: blocks and braille are drawn, so that no font can tear pictures apart.

const CELL = { width: 10, height: 20 };
const MARGIN = 8;
const COLOURS = { background: '#1a1a20', foreground: '#d8d8d8' };
/** The first sixteen colours of a terminal. */
const BASIC =
  '000000 cc4444 3fb57f d8a657 5a9ef0 c397e8 47d0d8 d8d8d8 808088 f07070 5fd79f f0e060 82b7ff dcb0ff 70e8f0 ffffff'
    .split(' ')
    .map((hex) => `#${hex}`);
/** Where dots 1 to 8 of a braille character are: column, row. */
const DOTS = [
  [0, 0],
  [0, 1],
  [0, 2],
  [1, 0],
  [1, 1],
  [1, 2],
  [0, 3],
  [1, 3],
];

/** @param terminal of `@xterm/headless`. */
export function terminalSvg(terminal, columns, rows) {
  const shapes = [];
  for (let row = 0; row < rows; row++) shapes.push(...rowShapes(terminal.buffer.active, row, columns));
  const [width, height] = [columns * CELL.width + 2 * MARGIN, rows * CELL.height + 2 * MARGIN];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`,
    ` font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="16">`,
    `<rect width="100%" height="100%" rx="6" fill="${COLOURS.background}"/>`,
    `<g transform="translate(${MARGIN} ${MARGIN})" shape-rendering="crispEdges">\n`,
    ...shapes.map((shape) => `${shape}\n`),
    '</g></svg>\n',
  ].join('');
}

function rowShapes(buffer, row, columns) {
  const line = buffer.getLine(buffer.baseY + row);
  const shapes = [];
  const rect = (x, y, width, height, fill) =>
    shapes.push(`<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}"/>`);
  let text;
  const top = row * CELL.height;
  const endText = () => {
    if (text) {
      const attributes = `${text.bold ? ' font-weight="bold"' : ''}${text.dim ? ' opacity="0.6"' : ''}`;
      const length = text.words.length * CELL.width;
      shapes.push(
        `<text x="${text.x}" y="${top + 15}" textLength="${length}" fill="${text.fill}"${attributes} xml:space="preserve">${escaped(text.words)}</text>`,
      );
    }
    text = undefined;
  };

  for (let column = 0; column < columns; column++) {
    const cell = line.getCell(column);
    const [x, characters] = [column * CELL.width, cell.getChars()];
    const [front, back] = coloursOf(cell);
    if (back !== COLOURS.background) rect(x, top, CELL.width, CELL.height, back);
    const half = CELL.height / 2;
    const code = characters.codePointAt(0) ?? 32;
    if (characters === '▀') rect(x, top, CELL.width, half, front);
    else if (characters === '▄') rect(x, top + half, CELL.width, half, front);
    else if (code >= 0x2581 && code <= 0x2588) {
      const height = ((code - 0x2580) * CELL.height) / 8;
      rect(x, top + CELL.height - height, CELL.width, height, front);
    } else if (code > 0x2800 && code <= 0x28ff) {
      for (const [dot, [across, down]] of DOTS.entries())
        if ((code - 0x2800) & (1 << dot)) {
          shapes.push(
            `<circle cx="${x + 2.5 + 5 * across}" cy="${top + 2.5 + 5 * down}" r="1.9" fill="${front}" shape-rendering="auto"/>`,
          );
        }
    } else if (characters.trim() !== '') {
      const [bold, dim] = [cell.isBold() !== 0, cell.isDim() !== 0];
      const goesOn =
        text &&
        text.fill === front &&
        text.bold === bold &&
        text.dim === dim &&
        text.end === x &&
        code < 0x2500;
      if (!goesOn) {
        endText();
        text = { x, words: '', fill: front, bold, dim, end: x };
      }
      text.words += characters;
      text.end = x + CELL.width;
      if (code >= 0x2500) endText();
      continue;
    }
    endText();
  }
  endText();
  return shapes;
}

function coloursOf(cell) {
  const front = colourOf(cell.isFgDefault(), cell.isFgRGB(), cell.getFgColor(), COLOURS.foreground);
  const back = colourOf(cell.isBgDefault(), cell.isBgRGB(), cell.getBgColor(), COLOURS.background);
  return cell.isInverse() ? [back, front] : [front, back];
}

function colourOf(isDefault, isRgb, value, fallback) {
  if (isDefault) return fallback;
  if (isRgb) return `#${value.toString(16).padStart(6, '0')}`;
  if (value < 16) return BASIC[value];
  if (value >= 232) return grey(8 + 10 * (value - 232));
  const level = (step) => (step === 0 ? 0 : 55 + 40 * step);
  const cube = value - 16;
  return rgb(level(Math.floor(cube / 36)), level(Math.floor(cube / 6) % 6), level(cube % 6));
}

const rgb = (...levels) => `#${levels.map((level) => level.toString(16).padStart(2, '0')).join('')}`;
const grey = (level) => rgb(level, level, level);

const escaped = (words) => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
