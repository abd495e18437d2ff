import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LineSplitter, tooLong } from './line-splitter.ts';

it('gives the same lines however the bytes are cut', () => {
  const lines = fc.array(fc.string({ unit: 'grapheme' }).map((line) => line.replaceAll('\n', ' ')));
  fc.assert(
    fc.property(lines, fc.infiniteStream(fc.integer({ min: 1, max: 9 })), (wanted, sizes) => {
      const bytes = Buffer.from(wanted.map((line) => `${line}\n`).join(''));
      const splitter = new LineSplitter(1000);
      const got = [];
      for (let start = 0; start < bytes.length; ) {
        const end = start + sizes.next().value!;
        got.push(...splitter.push(bytes.subarray(start, end)));
        start = end;
      }
      expect(got).toEqual(wanted);
    }),
  );
});

it('keeps what follows the last newline for later, though the chunk is used again', () => {
  const splitter = new LineSplitter(1000);
  const chunk = Buffer.from('one\ntw');
  expect(splitter.push(chunk)).toEqual(['one']);
  chunk.fill('x');
  expect(splitter.push(Buffer.from('o\n'))).toEqual(['two']);
});

it('tells of a line that is too long, and goes on', () => {
  const splitter = new LineSplitter(4);
  expect(splitter.push(Buffer.from('1234\n12345\n123'))).toEqual(['1234', tooLong]);
  expect(splitter.push(Buffer.from('45'))).toEqual([]);
  expect(splitter.push(Buffer.from('6789\nabcd\n'))).toEqual([tooLong, 'abcd']);
});
