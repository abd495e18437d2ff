import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sharp from 'sharp';

/** Rows of pixels; a pixel is [red, green, blue], or these and its opacity. */
export type Drawing = readonly (readonly (readonly number[])[])[];

/** Writes a drawing as a picture file. The name's ending says which kind; PNG keeps every bit. */
export async function drawPicture(folder: string, path: string, drawing: Drawing): Promise<void> {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  const [height, width, channels] = [drawing.length, drawing[0]!.length, drawing[0]![0]!.length];
  const raw = { height, width, channels: channels as 3 | 4 };
  await sharp(Uint8Array.from(drawing.flat(2)), { raw }).toFile(join(folder, path));
}

/** A drawing of one colour. */
export function plain(height: number, width: number, colour: readonly number[]): Drawing {
  return Array.from({ length: height }, () => Array.from({ length: width }, () => colour));
}
