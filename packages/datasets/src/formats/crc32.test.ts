import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crc32, portableCrc32 } from './crc32.ts';

test('the known check value', () => {
  for (const sum of [crc32, portableCrc32]) expect(sum(Buffer.from('123456789'))).toBe(0xcbf43926);
});

test('both ways agree', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(portableCrc32(bytes)).toBe(crc32(bytes));
    }),
  );
});
