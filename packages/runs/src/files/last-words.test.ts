import { expect, it } from 'vitest';
import { lastWords } from './last-words.ts';
import { sinceLastStart, startMark } from './start-mark.ts';

it('is the line that names the error, not the stack below it', () => {
  const crash = [
    'file:///app/worker.js:3',
    '    at Module._compile (node:internal/modules/cjs/loader:1554:14)',
    'TypeError: x is not a function',
    '    at file:///app/worker.js:3:1',
    '',
    'Node.js v20.20.2',
  ];
  expect(lastWords(crash.join('\n'))).toBe('TypeError: x is not a function');
});

it('is the last line if none names an error', () => {
  expect(lastWords('one\n\n two \n\n')).toBe('two');
  expect(lastWords('x'.repeat(1000))).toHaveLength(300);
  expect(lastWords(' \n')).toBeUndefined();
});

it('are those of the process that wrote last', () => {
  const log = `Error: long ago\n    at x\n${startMark()}only this\n`;
  expect(lastWords(sinceLastStart(log))).toBe('only this');
  expect(lastWords(sinceLastStart(`Error: long ago\n${startMark()}`))).toBeUndefined();
  expect(sinceLastStart('all of it')).toBe('all of it');
});
