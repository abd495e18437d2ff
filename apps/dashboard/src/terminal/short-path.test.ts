import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { shortPath } from './short-path.ts';

it('shortens what lies below, and nothing else', () => {
  const here = resolve('some', 'where');
  expect(shortPath(join(here, 'runs', 'a'), here)).toBe(join('runs', 'a'));
  expect(shortPath(resolve('some', 'else'), here)).toBe(resolve('some', 'else'));
  expect(shortPath(here, here)).toBe(here);
});
