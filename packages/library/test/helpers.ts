import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IndexFolderOptions, LibraryError, LibraryErrorCode, PictureEncoder } from '@hourglass/library';
import sharp from 'sharp';
import { expect, onTestFinished } from 'vitest';

/** The pixels of 4 x 4 pictures: fast, and every change shows. */
export const encoder: PictureEncoder = { name: 'raw', shape: [4, 4, 3] };

/** An empty folder that is removed after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hourglass-library-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A PNG file that depends on `seed` alone; two seeds make two pictures, of equally many bytes. */
export async function picture(seed: number): Promise<Buffer> {
  let state = seed * 2_654_435_761 + 1;
  const pixels = Uint8Array.from({ length: 48 }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
  return sharp(pixels, { raw: { width: 4, height: 4, channels: 3 } })
    .png({ compressionLevel: 0 })
    .toBuffer();
}

/** Runs `work`, which must fail with an error of this code in a line or two; returns its message. */
export async function failure(
  code: LibraryErrorCode | 'DATA_DIR_UNUSABLE' | 'STORE_DAMAGED',
  work: () => Promise<unknown>,
): Promise<string> {
  const error = await work().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Error);
  const { code: actual, message } = error as LibraryError;
  expect(actual, message).toBe(code);
  expect(message.split('\n').length, message).toBeLessThanOrEqual(2);
  return message;
}

/** What tests ask for, unless they ask for more. */
export const options = (store: string): IndexFolderOptions & { store: string } => ({ store, encoder });
