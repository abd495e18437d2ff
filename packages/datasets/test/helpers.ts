import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { DatasetError, type DatasetErrorCode } from '../src/errors.ts';
import type { ImageSet } from '../src/image-set.ts';

/** A set of `count` pictures of 2 x 3 pixels. Picture i has i in its first pixel, and the id 100 + i. */
export function smallSet(count: number): ImageSet {
  const places = Uint32Array.from({ length: count }, (_, i) => i);
  return {
    name: 'small',
    split: 'train',
    shape: [2, 3, 1],
    count,
    pixels: Uint8Array.from({ length: count * 6 }, (_, i) => (i % 6 === 0 ? i / 6 : 255 - (i % 6))),
    labels: { fine: { names: ['even', 'odd'], values: Uint8Array.from(places, (i) => i % 2) } },
    ids: places.map((i) => 100 + i),
  };
}

/** The bytes of an IDX file of unsigned bytes. */
export function idxBytes(dimensions: readonly number[], values: Iterable<number>): Uint8Array {
  const header = new DataView(new ArrayBuffer(4 + 4 * dimensions.length));
  header.setUint32(0, 0x0800 + dimensions.length);
  dimensions.forEach((size, axis) => {
    header.setUint32(4 + 4 * axis, size);
  });
  return Uint8Array.from([...new Uint8Array(header.buffer), ...values]);
}

/** An empty folder that is removed after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hourglass-datasets-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function copyFiles(from: string, to: string): void {
  for (const name of readdirSync(from)) copyFileSync(join(from, name), join(to, name));
}

/** Runs `work`, which must fail with a DatasetError of this code in at most three lines; returns its message. */
export async function failure(code: DatasetErrorCode, work: () => unknown): Promise<string> {
  const error = await Promise.resolve()
    .then(work)
    .then(
      () => undefined,
      (reason: unknown) => reason,
    );
  expect(error).toBeInstanceOf(DatasetError);
  const { code: actual, message } = error as DatasetError;
  expect(actual, message).toBe(code);
  expect(message.split('\n').length, message).toBeLessThanOrEqual(2);
  return message;
}
