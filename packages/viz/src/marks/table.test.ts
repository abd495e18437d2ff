import { expect, test } from 'vitest';
import { markdownTable } from './markdown-table.ts';
import { type Cell, table } from './table.ts';

const header = ['encoder', 'code', 'accuracy', 'ok'];
const rows: Cell[][] = [
  ['raw pixels', 784, '97.0%', { text: '✓', color: 'green' }],
  ['autoencoder', 64, '97.4%', { text: '✓', color: 'green' }],
  ['a|b', 2, '41.0%', { text: '✗', color: 'red' }],
];

test('columns of numbers stand at the right', () => {
  expect(table(rows, { header }).join('\n')).toMatchInlineSnapshot(`
    "encoder      code  accuracy  ok
    ───────────  ────  ────────  ──
    raw pixels    784  97.0%     ✓
    autoencoder    64  97.4%     ✓
    a|b             2  41.0%     ✗"
  `);
});

test('colours of cells', () => {
  expect(table(rows, { header, color: 'ansi16' })).toEqual([
    'encoder      code  accuracy  ok',
    '\u001B[90m───────────  ────  ────────  ──\u001B[0m',
    'raw pixels    784  97.0%     \u001B[32m✓\u001B[0m',
    'autoencoder    64  97.4%     \u001B[32m✓\u001B[0m',
    'a|b             2  41.0%     \u001B[31m✗\u001B[0m',
  ]);
});

test('alignment by column, wide characters, short rows', () => {
  const short = [['日本', 'x', 'y'], ['abc']];
  expect(table(short, { align: ['right', 'center', 'left'] })).toEqual(['日本  x  y', ' abc     ']);
});

test('line breaks and escape codes in cells do no harm', () => {
  expect(table([['a\nb', '\u001B[31mred\u001B[0m']])).toEqual(['a b  red']);
});

test('nothing at all', () => {
  expect(table([])).toEqual([]);
});

test('Markdown', () => {
  expect(markdownTable(rows, { header }).join('\n')).toMatchInlineSnapshot(`
    "| encoder     | code | accuracy | ok  |
    | ----------- | ---: | -------- | --- |
    | raw pixels  |  784 | 97.0%    | ✓   |
    | autoencoder |   64 | 97.4%    | ✓   |
    | a\\|b        |    2 | 41.0%    | ✗   |"
  `);
});
