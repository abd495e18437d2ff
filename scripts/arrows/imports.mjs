import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/**
 * What each source file of a package imports from its siblings, types too, by paths below `src` with slashes.
 * Tests may import what they like.
 */
export function importsWithin(src) {
  const files = readdirSync(src, { recursive: true })
    .map(String)
    .filter(
      (file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && !file.split(sep).includes('testing'),
    );
  return new Map(files.map((file) => [slashed(file), siblingsOf(src, join(src, file))]));
}

/** Statements begin a line, as the formatter has them; an import that is loaded late is one as well. */
const specifier =
  /^(?:import|export)\b[^;'"]*?\bfrom '(\.[^']+)'|^import '(\.[^']+)'|\bimport\('(\.[^']+)'\)/gm;

function siblingsOf(src, file) {
  const found = [...readFileSync(file, 'utf8').matchAll(specifier)].map(([, ...groups]) =>
    groups.find((name) => name),
  );
  const paths = found.map((name) => slashed(relative(src, join(dirname(file), name))));
  return [...new Set(paths.filter((path) => !path.startsWith('../')))];
}

const slashed = (path) => path.split(sep).join('/');
