import fc from 'fast-check';

/** What terminals send that is none of our keys, by kind. Each value is one whole sequence. */
export const sequences: Readonly<Record<string, fc.Arbitrary<Uint8Array>>> = {
  'function, arrow and edit keys': text(
    fc.oneof(
      fc.tuple(fc.constantFrom('\u001BO', '\u001B[', '\u001B\u001B[', '\u001B\u001BO'), letter('A', 'H')),
      fc.tuple(fc.constant('\u001BO'), fc.oneof(letter('I', 'Z'), letter('a', 'y'))),
      fc.tuple(fc.constantFrom('\u001B[', '\u001B\u001B['), fc.constantFrom('Z', 'a', 'b', 'c', 'd', 'e')),
      fc.tuple(fc.constant('\u001B[1;'), number(2, 16), fc.oneof(letter('A', 'H'), letter('P', 'S'))),
      fc.tuple(fc.constant('\u001BO'), number(2, 16), fc.oneof(letter('A', 'H'), letter('P', 'S'))),
      fc.tuple(
        fc.constantFrom('\u001B[', '\u001B\u001B['),
        number(1, 34),
        fc.constantFrom('~', '^', '$', '@'),
      ),
      fc.tuple(fc.constant('\u001B['), number(1, 34), fc.constant(';'), number(2, 16), fc.constant('~')),
      fc.tuple(fc.constant('\u001B[['), letter('A', 'E')),
    ),
  ),
  'keys held with Alt': text(
    fc.tuple(
      fc.constant('\u001B'),
      // Not what begins a sequence: only the time between the two tells those apart.
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }).filter((one) => !beginsSequence(one)),
    ),
  ),
  'keys of the kitty protocol and of modifyOtherKeys': text(
    fc.oneof(
      // Held with Alt, Super or Hyper; or let go; or without a character.
      fc.tuple(
        fc.constant('\u001B['),
        number(1, 0x10ffff),
        fc.constantFrom(';3u', ';9u', ';17u', ';7u', ';1:3u', ';5:3u'),
      ),
      fc.tuple(fc.constant('\u001B['), number(57344, 57454), fc.constantFrom('u', ';5u', ';1:2u')),
      fc.tuple(fc.constant('\u001B[1;'), number(1, 16), fc.constantFrom(':1', ':2', ':3'), letter('A', 'S')),
      fc.tuple(
        fc.constant('\u001B[27;'),
        fc.constantFrom('3;', '7;', '9;'),
        number(1, 0x10ffff),
        fc.constant('~'),
      ),
      fc.tuple(
        fc.constant('\u001B['),
        fc.array(number(0, 300), { maxLength: 6 }).map((all) => all.join(';')),
        fc.constant('y'),
      ),
    ),
  ),
  'mouse reports': fc.oneof(
    // Three bytes follow in the oldest kind, three characters in the second oldest.
    fc
      .tuple(coordinate(0xbf), coordinate(0xbf), coordinate(0xbf))
      .map((bytes) => Buffer.from([0x1b, 0x5b, 0x4d, ...bytes])),
    text(fc.tuple(fc.constant('\u001B[M'), wide(), wide(), wide())),
    text(
      fc.tuple(
        fc.constant('\u001B[<'),
        number(0, 100),
        fc.constant(';'),
        number(1, 500),
        fc.constant(';'),
        number(1, 500),
        fc.constantFrom('M', 'm'),
      ),
    ),
    text(
      fc.tuple(
        fc.constant('\u001B['),
        number(32, 130),
        fc.constant(';'),
        number(1, 500),
        fc.constant(';'),
        number(1, 500),
        fc.constant('M'),
      ),
    ),
  ),
  pastes: text(
    fc
      .string({ unit: 'binary' })
      .map((pasted) => `\u001B[200~${pasted.replaceAll('\u001B[201~', '')}q?\u0003\u001B[201~`),
  ),
  'focus and replies': text(
    fc.oneof(
      fc.constantFrom(
        '\u001B[I',
        '\u001B[O',
        '\u001B[?62;22c',
        '\u001B[>41;370;0c',
        '\u001B[24;80R',
        '\u001B[?2026;2$y',
        '\u001B[8;24;80t',
        '\u001B[?1u',
      ),
      fc.tuple(
        fc.constantFrom('\u001B]', '\u001BP', '\u001B_', '\u001B^', '\u001BX'),
        fc.string({ unit: 'grapheme-ascii' }),
        fc.constantFrom('q', 'rgb:1e1e/1e1e/1e1e', '1$r2 q', '>|XTerm(370)', 'Gi=31;OK', '\t\n'),
        fc.constantFrom('\u001B\\', '\u0007', '\u009C'),
      ),
    ),
  ),
  '8-bit controls': fc
    .oneof(
      fc.constantFrom(
        '\u009B1;5P',
        '\u009B<0;10;5m',
        '\u008Fq',
        '\u009D11;rgb:q\u009C',
        '\u00901+r544e=q\u009C',
        '\u0085',
        '\u0080',
      ),
    )
    .chain((whole) => fc.constantFrom(Buffer.from(whole, 'latin1'), Buffer.from(whole, 'utf8'))),
  'broken UTF-8': fc
    .oneof(
      fc.constantFrom(
        [0xc3],
        [0xe2, 0x82],
        [0xf0, 0x9f],
        [0xf0, 0x81, 0x8b],
        [0xc0, 0xaf],
        [0xff, 0xfe],
        [0xed, 0xa0, 0x80],
        [0xf5],
      ),
      fc.array(fc.integer({ min: 0xa0, max: 0xff }), { maxLength: 5 }),
    )
    .map((bytes) => Buffer.from(bytes)),
};

function beginsSequence(character: string): boolean {
  const code = character.charCodeAt(0);
  return '[OPX]^_'.includes(character) || code === 0x1b || (code >= 0x80 && code < 0xa0);
}

/** Ways in which terminals spell out a key that they could send as a character. */
export function keysOf(key: string): string[] {
  const code = key.charCodeAt(0);
  if (code < 0x20) {
    const letter = code + 0x60;
    return [
      `\u001B[${letter};5u`,
      `\u001B[${letter};5:1u`,
      `\u001B[27;5;${letter}~`,
      `\u001B[${letter};133u`,
    ];
  }
  const shifted = [`\u001B[47:${code};2u`, `\u001B[47;2;${code}u`, `\u001B[27;2;${code}~`];
  if (key === '?') return shifted;
  return [
    `\u001B[${code}u`,
    `\u001B[${code};1u`,
    `\u001B[${code};1:2u`,
    `\u001B[${code};129u`,
    `\u001B[27;1;${code}~`,
  ];
}

/** The bytes in pieces of a size. */
export function pieces(bytes: Uint8Array, size: number): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    bytes.subarray(i * size, (i + 1) * size),
  );
}

function text(parts: fc.Arbitrary<string | readonly (string | number)[]>): fc.Arbitrary<Uint8Array> {
  return parts.map((part) => Buffer.from(typeof part === 'string' ? part : part.join('')));
}

function number(min: number, max: number): fc.Arbitrary<number> {
  return fc.integer({ min, max });
}

function letter(first: string, last: string): fc.Arbitrary<string> {
  return fc
    .integer({ min: first.charCodeAt(0), max: last.charCodeAt(0) })
    .map((code) => String.fromCharCode(code));
}

function coordinate(max: number): fc.Arbitrary<number> {
  return fc.integer({ min: 0x20, max });
}

/** A coordinate as one character of UTF-8. */
function wide(): fc.Arbitrary<string> {
  return fc.integer({ min: 0x20, max: 0x7ff }).map((code) => String.fromCharCode(code));
}
