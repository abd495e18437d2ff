/** A kind of picture file, as its first bytes and its name tell it. */
export interface PictureKind {
  readonly name: string;
  /** Endings of names, in lower case. */
  readonly endings: readonly string[];
  /** Whether a file that begins with these bytes is one. Absent: its first bytes tell too little. */
  readonly starts?: (head: Uint8Array) => boolean;
  /** Whether sharp's own binaries read it. SVG is not, though they could: it is a program. */
  readonly isRead?: true;
}

/** So many bytes at the start of a file decide its kind. */
export const HEAD_BYTES = 1024;

/** The first kind that fits counts. */
const kinds: readonly PictureKind[] = [
  { name: 'PNG', endings: ['png', 'apng'], starts: begins('\x89PNG\r\n\x1a\n'), isRead: true },
  { name: 'JPEG', endings: ['jpg', 'jpeg', 'jpe', 'jfif'], starts: begins('\xff\xd8\xff'), isRead: true },
  {
    name: 'WebP',
    endings: ['webp'],
    starts: (head) => begins('RIFF')(head) && textOf(head, 8, 12) === 'WEBP',
    isRead: true,
  },
  { name: 'GIF', endings: ['gif'], starts: begins('GIF87a', 'GIF89a'), isRead: true },
  {
    name: 'TIFF',
    endings: ['tif', 'tiff'],
    starts: begins('II*\0', 'MM\0*', 'II+\0', 'MM\0+'),
    isRead: true,
  },
  { name: 'AVIF sequence', endings: ['avifs'], starts: (head) => brandsOf(head)[0] === 'avis' },
  { name: 'AVIF', endings: ['avif'], starts: (head) => brandsOf(head).includes('avif'), isRead: true },
  {
    name: 'HEIC',
    endings: ['heic', 'heif', 'hif'],
    starts: (head) => brandsOf(head).some((brand) => /^(he[iv].|mif1|msf1)$/.test(brand)),
  },
  // Beside its two letters: a reserved field of zeros, and the size of the header that follows, in 12..124.
  {
    name: 'BMP',
    endings: ['bmp', 'dib'],
    starts: (head) => begins('BM')(head) && [6, 7, 8, 9, 15, 16, 17].every((at) => head[at] === 0),
  },
  {
    name: 'JPEG 2000',
    endings: ['jp2', 'j2k', 'jpf', 'jpx'],
    starts: begins('\0\0\0\x0cjP  ', '\xffO\xffQ'),
  },
  { name: 'JPEG XL', endings: ['jxl'], starts: begins('\0\0\0\x0cJXL ', '\xff\n') },
  {
    name: 'SVG',
    endings: ['svg', 'svgz'],
    starts: (head) =>
      /^(\xef\xbb\xbf)?\s*(<svg[\s>]|<(\?xml|!)[\s\S]*<svg[\s>])/i.test(textOf(head, 0, HEAD_BYTES)),
  },
  { name: 'Photoshop', endings: ['psd', 'psb'], starts: begins('8BPS') },
  { name: 'OpenEXR', endings: ['exr'], starts: begins('v/1\x01') },
  { name: 'QOI', endings: ['qoi'], starts: begins('qoif') },
  { name: 'DDS', endings: ['dds'], starts: begins('DDS ') },
  { name: 'ICO', endings: ['ico', 'cur'] },
  { name: 'PNM', endings: ['pbm', 'pgm', 'ppm', 'pnm', 'pam', 'pfm'] },
  { name: 'TGA', endings: ['tga'] },
  { name: 'PCX', endings: ['pcx'] },
  { name: 'Radiance', endings: ['hdr'] },
  // Most of them begin as TIFF, and what sharp would read is their thumbnail.
  {
    name: 'camera raw',
    endings: ['dng', 'cr2', 'cr3', 'nef', 'nrw', 'arw', 'orf', 'rw2', 'raf', 'pef', 'srw'],
  },
];

/** The kind of a file that begins with these bytes; undefined if it begins as no picture does. */
export function kindByStart(head: Uint8Array): PictureKind | undefined {
  return kinds.find(({ starts }) => starts?.(head));
}

/** The kind that a file's name promises, if it promises one. */
export function kindByEnding(name: string): PictureKind | undefined {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase();
  return ending === undefined ? undefined : kinds.find(({ endings }) => endings.includes(ending));
}

/** Why a picture of a kind that is not read is left out. */
export function notRead({ name }: PictureKind): string {
  return `${name} files are not read; save it as PNG`;
}

function begins(...starts: readonly string[]): (head: Uint8Array) => boolean {
  return (head) => starts.some((start) => textOf(head, 0, start.length) === start);
}

/** The names of the formats that a file of the ISO base media format (AVIF, HEIC, films) says it is; the main one first. */
function brandsOf(head: Uint8Array): string[] {
  if (textOf(head, 4, 8) !== 'ftyp') return [];
  const end = Math.min(new DataView(head.buffer, head.byteOffset).getUint32(0), head.length);
  const brands = [textOf(head, 8, 12)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(textOf(head, at, at + 4));
  return brands;
}

/** One character a byte. */
function textOf(head: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...head.subarray(from, to));
}
