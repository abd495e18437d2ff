import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { detectColor, detectSurface, detectUnicode } from './detect.ts';

const terminal = { isTTY: true };
const file = { isTTY: false };

describe('detectColor', () => {
  beforeEach(() => {
    // supports-color reads the process's own environment: make it that of a bare xterm.
    for (const name of [
      'CI',
      'GITHUB_ACTIONS',
      'TF_BUILD',
      'COLORTERM',
      'FORCE_COLOR',
      'TERM_PROGRAM',
      'TEAMCITY_VERSION',
    ]) {
      vi.stubEnv(name, undefined);
    }
    vi.stubEnv('TERM', 'xterm-256color');
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  test.each([
    ['a terminal', terminal, {}, 'ansi256'],
    ['a file', file, {}, 'none'],
    ['a stream that does not say', {}, {}, 'none'],
    ['NO_COLOR', terminal, { NO_COLOR: '1' }, 'none'],
    ['an empty NO_COLOR', terminal, { NO_COLOR: '' }, 'ansi256'],
    ['a dumb terminal', terminal, { TERM: 'dumb' }, 'none'],
    ['FORCE_COLOR=0', terminal, { FORCE_COLOR: '0' }, 'none'],
    ['FORCE_COLOR=1 on a terminal known to have more', file, { FORCE_COLOR: '1' }, 'ansi256'],
    ['FORCE_COLOR=1 on a dumb terminal', file, { FORCE_COLOR: '1', TERM: 'dumb' }, 'ansi16'],
    ['FORCE_COLOR=2', file, { FORCE_COLOR: '2' }, 'ansi256'],
    ['FORCE_COLOR=3', file, { FORCE_COLOR: '3' }, 'truecolor'],
    ['FORCE_COLOR against NO_COLOR', terminal, { FORCE_COLOR: '3', NO_COLOR: '1' }, 'truecolor'],
    ['a FORCE_COLOR that makes no sense', terminal, { FORCE_COLOR: 'pink' }, 'ansi256'],
  ])('%s', (_name, stream, env, level) => {
    expect(detectColor(stream, env)).toBe(level);
  });
});

test.each([
  [{}, true],
  [{ LANG: 'en_GB.UTF-8' }, true],
  [{ LANG: 'de_DE.utf8' }, true],
  [{ LANG: 'en_GB.UTF-8', LC_ALL: 'C' }, false],
  [{ LANG: 'de_DE.ISO-8859-1' }, false],
  [{ TERM: 'linux', LANG: 'en_GB.UTF-8' }, false],
])('detectUnicode(%j) is %s', (env, expected) => {
  expect(detectUnicode(env)).toBe(expected);
});

test('detectSurface is both', () => {
  expect(detectSurface(file, { LC_ALL: 'C' })).toEqual({ color: 'none', unicode: false });
});
