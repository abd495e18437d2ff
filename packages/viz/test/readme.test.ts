import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const folder = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

/** Every ```js or ```ts block, and the ```text block after it, if that comes before the next program. */
const examples = [...readme.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(
  ([, language, body], index, all) => {
    if (language !== 'js' && language !== 'ts') return [];
    const next = all[index + 1];
    return [{ language, code: body!, output: next?.[1] === 'text' ? next[2]! : undefined }];
  },
);

/** Runs a program in this folder, where `@hourglass/viz` is the built package. */
function run(code: string): string {
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' };
  return execFileSync(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: folder,
    encoding: 'utf8',
    env,
  });
}

/** Editors take blanks off the ends of lines. */
function trimmed(text: string): string {
  return text.replace(/ +$/gm, '').trimEnd();
}

describe('README', () => {
  test('has examples', () => {
    expect(examples.length).toBeGreaterThan(4);
  });

  test.each(examples.map((example, index) => ({ ...example, number: index + 1 })))(
    'example $number prints what it says',
    ({ language, code, output }) => {
      expect(language, 'node 20 runs no TypeScript: write the example as js').toBe('js');
      expect(output, 'a text block with the output must follow').toBeDefined();
      expect(trimmed(run(code))).toBe(trimmed(output!));
    },
  );
});
