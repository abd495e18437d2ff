import { expect, test } from 'vitest';
import type { DatasetFile } from './catalog/record.ts';
import { joinSlices } from './join-slices.ts';
import { roomsFor, shorten } from './rooms.ts';

const file = (split: 'train' | 'test', bytes: number): DatasetFile => ({
  split,
  role: 'records',
  name: 'x',
  bytes,
});

test('the rooms of a split lie end to end, in any order of asking', () => {
  const files = [file('train', 3), file('test', 5), file('train', 4)];
  const rooms = roomsFor(files);
  const [second, other, first] = [rooms(files[2]!), rooms(files[1]!), rooms(files[0]!)];
  first.fill(1);
  second.fill(2);
  expect([...joinSlices([first, second])]).toEqual([1, 1, 1, 2, 2, 2, 2]);
  expect(joinSlices([first, second]).buffer).toBe(first.buffer);
  expect([other.length, other.buffer.byteLength]).toEqual([5, 5]);
});

test('a short result lets go of a large room', () => {
  const room = new Uint8Array(100);
  expect(shorten(room, 50).buffer).toBe(room.buffer);
  expect(shorten(room, 49).buffer.byteLength).toBe(49);
});
