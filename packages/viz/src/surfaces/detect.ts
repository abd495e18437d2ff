import { createSupportsColor } from 'supports-color';
import type { ColorLevel, Surface } from './surface.ts';

/** The part of a stream that decides about colour: `process.stdout` is one. */
export interface OutputStream {
  readonly isTTY?: boolean | undefined;
}

/** Environment variables by name: `process.env` is one. */
export type Environment = Readonly<Record<string, string | undefined>>;

const BY_LEVEL = ['none', 'ansi16', 'ansi256', 'truecolor'] as const;

/**
 * How many colours to write to `stream`. The first rule that applies decides:
 *
 * 1. `FORCE_COLOR`: `0` or `false` is none, `2` is 256 colours, `3` is truecolor. `1`, `true` or an empty
 *    value is 16 colours, or more where the terminal is known to have them. It beats `NO_COLOR`, as in Node.
 * 2. `NO_COLOR` with any value but the empty one: none.
 * 3. A stream that is no terminal, or `TERM=dumb`: none.
 * 4. What `supports-color` knows of the terminal. It reads this process's environment, whatever `env` is.
 *
 * Command line flags such as `--no-color` are not read: those are the application's.
 *
 * @example
 * detectColor(process.stdout, process.env); // 'truecolor'
 * detectColor({ isTTY: true }, { NO_COLOR: '1' }); // 'none'
 */
export function detectColor(stream: OutputStream, env: Environment): ColorLevel {
  const forced = forcedLevel(env.FORCE_COLOR);
  if (forced === 1) return BY_LEVEL[terminalLevel(env) || 1];
  if (forced !== undefined) return BY_LEVEL[forced];
  if (env.NO_COLOR) return 'none';
  return stream.isTTY ? BY_LEVEL[terminalLevel(env)] : 'none';
}

/**
 * Whether block and braille characters can be expected to show. False for the Linux console and for dumb
 * terminals, whose fonts lack them, and for a locale that names another encoding than UTF-8. No locale at
 * all, as in most containers, counts as UTF-8.
 *
 * @example
 * detectUnicode({ LANG: 'en_GB.UTF-8' }); // true
 * detectUnicode({ LC_ALL: 'C' }); // false
 */
export function detectUnicode(env: Environment): boolean {
  if (env.TERM === 'linux' || env.TERM === 'dumb') return false;
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  if (locale === 'C' || locale === 'POSIX') return false;
  return !locale.includes('.') || /utf-?8/i.test(locale);
}

/**
 * `detectColor` and `detectUnicode` in one: all that marks need to know.
 *
 * @example
 * const surface = detectSurface(process.stdout, process.env);
 * lineChart(series, { ...surface, width: 80, height: 20 });
 */
export function detectSurface(stream: OutputStream, env: Environment): Surface {
  return { color: detectColor(stream, env), unicode: detectUnicode(env) };
}

/** The level that FORCE_COLOR asks for; undefined when it is absent or makes no sense. */
function forcedLevel(value: string | undefined): 0 | 1 | 2 | 3 | undefined {
  if (value === undefined) return undefined;
  if (value === '0' || value === 'false') return 0;
  if (value === '' || value === '1' || value === 'true') return 1;
  if (value === '2') return 2;
  return value === '3' ? 3 : undefined;
}

function terminalLevel(env: Environment): 0 | 1 | 2 | 3 {
  if (env.TERM === 'dumb') return 0;
  // supports-color looks at nothing but isTTY of the stream, though its types ask for a whole one.
  const support = createSupportsColor({ isTTY: true } as never, { sniffFlags: false });
  return support === false ? 0 : support.level;
}
