import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Line, LineSplitter, tooLong } from './line-splitter.ts';

const textsOf = (lines: readonly Line[]) => lines.map(({ text }) => text);
const withoutMark = (line: string) => line.replace(/^\uFEFF/, '');

it('gives the same lines however the bytes are cut', () => {
  const lines = fc.array(
    fc
      .string({ unit: fc.constantFrom('a', 'ä', '\u{1F600}', '\uFEFF', ' ', '\n') })
      .map((line) => line.replaceAll('\n', ' ')),
  );
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
      const expected = wanted.map((line) => ({
        text: withoutMark(line),
        bytes: Buffer.byteLength(line) + 1,
      }));
      expect(got).toEqual(expected);
    }),
  );
});

it('keeps what follows the last newline for later, though the chunk is used again', () => {
  const splitter = new LineSplitter(1000);
  const chunk = Buffer.from('one\ntw');
  expect(textsOf(splitter.push(chunk))).toEqual(['one']);
  chunk.fill('x');
  expect(splitter.rest()).toBe('tw');
  expect(textsOf(splitter.push(Buffer.from('o\n')))).toEqual(['two']);
});

it('tells of a line that is too long, and goes on', () => {
  const splitter = new LineSplitter(4);
  expect(textsOf(splitter.push(Buffer.from('1234\n12345\n123')))).toEqual(['1234', tooLong]);
  expect(splitter.push(Buffer.from('45'))).toEqual([]);
  expect(textsOf(splitter.push(Buffer.from('6789\nabcd\n')))).toEqual([tooLong, 'abcd']);
  // Its bytes are counted all the same.
  expect(splitter.push(Buffer.from('ab\n'))).toEqual([{ text: 'ab', bytes: 3 }]);
});
