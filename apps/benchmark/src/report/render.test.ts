import { describe, expect, test } from 'vitest';
import { storedResult } from '../../test/helpers/stored-result.ts';
import { renderMarkdown } from './markdown.ts';
import { parseResults } from './parse-results.ts';
import { render } from './render.ts';
import { renderText } from './text.ts';

const picture = (file: string) => `../../test/pictures/${file}`;
const plain = { color: 'none', unicode: true } as const;

describe.each(['mnist', 'engines', 'train', 'load'] as const)('the stored result of %s', (name) => {
  const result = storedResult(name);

  test('as Markdown', async () => {
    await expect(renderMarkdown(result)).toMatchFileSnapshot(picture(`${name}.md`));
  });

  test('on a wide terminal', async () => {
    await expect(renderText(result, plain, 200)).toMatchFileSnapshot(picture(`${name}.txt`));
  });

  test('on a narrow terminal without Unicode', async () => {
    const text = renderText(result, { color: 'none', unicode: false }, 80);
    await expect(text).toMatchFileSnapshot(picture(`${name}-narrow.txt`));
  });

  test('as NDJSON is read back as it was', () => {
    const text = render([result], { json: true });
    expect(text).toMatch(/^[^\n]+\n$/);
    expect(parseResults('x', text)).toEqual([result]);
  });
});

test('a busy machine is named as such', () => {
  expect(renderMarkdown(storedResult('engines'))).toContain('The machine was BUSY');
  expect(renderMarkdown(storedResult('mnist'))).not.toContain('BUSY');
});
