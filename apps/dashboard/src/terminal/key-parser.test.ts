import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keysOf, pieces, sequences } from '../../test/helpers/terminal-input.ts';
import { bindingsIn } from '../views/bindings.ts';
import { KeyParser } from './key-parser.ts';

/** Those that are a character; of the overview, which has no others. */
const known = bindingsIn('overview').map(({ key }) => key);

/** The keys of ours in what a terminal sends, in these chunks. */
function parse(chunks: readonly Uint8Array[]): string[] {
  const parser = new KeyParser();
  return chunks.flatMap((chunk) => parser.push(chunk)).filter((key) => known.includes(key));
}

const key = fc.constantFrom(...known);

describe('the parser of keys', () => {
  test.each(Object.entries(sequences))('hears no key in %s, and every key around it', (_kind, sequence) => {
    const law = fc.property(fc.array(fc.tuple(key, sequence, key)), fc.nat(7), (parts, size) => {
      const bytes = Buffer.concat(
        parts.flatMap(([before, noise, after]) => [Buffer.from(before), noise, Buffer.from(after)]),
      );
      const typed = parts.flatMap(([before, , after]) => [before, after]);
      expect(parse([bytes])).toEqual(typed);
      expect(parse(pieces(bytes, size + 1))).toEqual(typed);
    });
    fc.assert(law, { numRuns: 200 });
  });

  test('hears a key that is spelled out, as it hears the key itself', () => {
    for (const one of known) {
      for (const spelled of keysOf(one))
        expect([spelled, ...parse([Buffer.from(spelled)])]).toEqual([spelled, one]);
    }
  });

  test.each([
    ['up', 'A'],
    ['down', 'B'],
    ['right', 'C'],
    ['left', 'D'],
    ['end', 'F'],
    ['home', 'H'],
    ['home', '1~'],
    ['end', '4~'],
    ['page up', '5~'],
    ['page down', '6~'],
  ])('names %s, in the ways that terminals send it', (name, sequence) => {
    const ways = ['\u001B[', ...(sequence.length === 1 ? ['\u001BO'] : [])];
    for (const way of ways) {
      for (const size of [1, 9]) {
        const parser = new KeyParser();
        const bytes = Buffer.from(`${way}${sequence}q`);
        expect(pieces(bytes, size).flatMap((piece) => parser.push(piece))).toEqual([name, 'q']);
      }
    }
    // Held with another key it is another key.
    const held = sequence.length === 1 ? `\u001B[1;5${sequence}` : `\u001B[${sequence[0]};5~`;
    expect(new KeyParser().push(Buffer.from(held))).toEqual([]);
  });

  test('survives any bytes, in any pieces, and hears the keys after them', () => {
    const law = fc.property(fc.array(fc.uint8Array({ maxLength: 40 })), (chunks) => {
      const parser = new KeyParser();
      for (const chunk of chunks) for (const one of parser.push(chunk)) expect(typeof one).toBe('string');
      parser.reset();
      expect(parser.push(Buffer.from('q\u0003'))).toEqual(['q', '\u0003']);
      expect(parser.waitsFor).toBe('nothing');
    });
    fc.assert(law, { numRuns: 2000 });
  });

  test('says what it waits for', () => {
    const parser = new KeyParser();
    for (const [bytes, waitsFor] of [
      ['\u001B', 'what escape begins'],
      ['[', 'the rest'],
      ['1;5', 'the rest'],
      ['P', 'nothing'],
    ] as const) {
      parser.push(Buffer.from(bytes));
      expect(parser.waitsFor).toBe(waitsFor);
    }
  });

  test('hears Ctrl-C in a reply that broke off', () => {
    for (const begun of ['\u001B[1;', '\u001B]11;rgb:', '\u001BP1$r', '\u001B[M!', '\u001BO']) {
      expect(parse([Buffer.from(`${begun}\u0003`)])).toEqual(['\u0003']);
    }
  });

  test('gives letters of every language as they are', () => {
    const letters = fc.string({ unit: 'grapheme' });
    const law = fc.property(letters, fc.nat(3), (text, size) => {
      const parser = new KeyParser();
      const heard = pieces(Buffer.from(text), size + 1).flatMap((piece) => parser.push(piece));
      expect(heard.join('')).toBe(text);
    });
    fc.assert(law);
  });
});
