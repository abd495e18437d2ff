import fc from 'fast-check';
import { expect, test } from 'vitest';
import { failure, smallSet } from '../test/helpers.ts';
import { augment } from './augment/augment.ts';
import { noise } from './augment/noise.ts';
import { shift } from './augment/shift.ts';
import { type BatchOptions, batches, batchRows } from './batches.ts';
import { epochOrder } from './epoch-order.ts';
import { pictureOf } from './image-set.ts';
import { select } from './views/select.ts';

const sizes = [fc.nat(50), fc.integer({ min: 1, max: 60 })] as const;

test('batches cover every row once, in the order of the epoch', () => {
  fc.assert(
    fc.property(...sizes, fc.nat(9), (count, batchSize, epoch) => {
      const cuts = [...batchRows(count, { batchSize, epoch })];
      expect(cuts.flatMap((rows) => [...rows])).toEqual([...epochOrder(count, { epoch })]);
      expect(cuts.slice(0, -1).every((rows) => rows.length === batchSize)).toBe(true);
      expect(cuts.length).toBe(Math.ceil(count / batchSize));
    }),
  );
});

test('dropLast keeps full batches only', () => {
  fc.assert(
    fc.property(...sizes, (count, batchSize) => {
      const cuts = [...batchRows(count, { batchSize, dropLast: true })];
      expect(cuts.map((rows) => rows.length)).toEqual(
        new Array(Math.floor(count / batchSize)).fill(batchSize),
      );
    }),
  );
});

test('without shuffling the rows come as they lie', () => {
  const cuts = [...batchRows(5, { batchSize: 2, shuffle: false })].map((rows) => [...rows]);
  expect(cuts).toEqual([[0, 1], [2, 3], [4]]);
});

test('uint8 batches hold the stored pixels of their rows', () => {
  const set = smallSet(7);
  for (const { rows, count, pixels } of batches(set, { batchSize: 3, dtype: 'uint8' })) {
    expect(pixels).toEqual(Uint8Array.from([...rows].flatMap((row) => [...pictureOf(set, row)])));
    expect(count).toBe(rows.length);
  }
});

test('float32 batches are the default: the stored pixels / 255', () => {
  const set = smallSet(7);
  for (const { rows, pixels } of batches(set, { batchSize: 3, seed: 1 })) {
    const stored = [...rows].flatMap((row) => [...pictureOf(set, row)]);
    expect(pixels).toEqual(Float32Array.from(stored, (pixel) => pixel / 255));
  }
});

test('all batches share one buffer, no larger than the set', () => {
  for (const batchSize of [3, 1_000_000]) {
    const buffers = new Set<ArrayBufferLike>();
    for (const { pixels } of batches(smallSet(7), { batchSize })) buffers.add(pixels.buffer);
    expect(buffers.size).toBe(1);
    expect([...buffers][0]!.byteLength).toBeLessThanOrEqual(7 * 6 * 4);
  }
});

test('an empty set has no batches', () => {
  expect([...batches(smallSet(0), { batchSize: 3 })]).toEqual([]);
});

test('rows walk over a part of the set without a copy', () => {
  const set = smallSet(9);
  const rows = [8, 2, 5];
  const inOrder = [...batches(set, { batchSize: 2, rows, shuffle: false, dtype: 'uint8' })];
  expect(inOrder.map((batch) => [...batch.rows])).toEqual([[8, 2], [5]]);
  const shuffled = [...batchRows(9, { batchSize: 2, rows, seed: 1 })].flatMap((batch) => [...batch]);
  expect(shuffled).toEqual([...epochOrder(3, { seed: 1 })].map((i) => rows[i]));
  const [whole] = batches(set, { batchSize: 100, rows, shuffle: false, dtype: 'uint8' });
  expect(whole!.pixels).toEqual(select(set, rows).pixels);
  expect(whole!.pixels.buffer.byteLength).toBe(18);
});

test('augment changes the pictures of the batch by their ids, whatever the order of the batches', () => {
  const set = smallSet(7);
  const steps = [shift({ max: 1 }), noise({ deviation: 0.1 })];
  const before = set.pixels.slice();
  for (const shuffle of [true, false]) {
    for (const { rows, pixels } of batches(set, {
      batchSize: 3,
      seed: 5,
      epoch: 2,
      shuffle,
      augment: steps,
    })) {
      const expected = [...rows].flatMap((row) => [
        ...augment(pictureOf(set, row), set.shape, steps, { seed: 5, epoch: 2, id: set.ids[row]! }),
      ]);
      expect(pixels).toEqual(Float32Array.from(expected, (pixel) => pixel / 255));
    }
  }
  expect(set.pixels).toEqual(before);
});

test.each([
  { batchSize: 0 },
  { batchSize: 2, rows: [3] },
  { batchSize: 1.5 },
  { batchSize: 2, seed: -1 },
  { batchSize: 2, dtype: 'float64' },
])('%o is refused at the call', async (options) => {
  await failure('INPUT_INVALID', () => batches(smallSet(3), options as BatchOptions<'float32'>));
});
