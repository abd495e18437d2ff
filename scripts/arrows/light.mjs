import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { init, parse } from 'es-module-lexer';

await init;

/**
 * What each light entry loads, by the built files behind it, against what it may never load. "*" forbids
 * everything but our own files: such an entry is plain data. An entry beside the main one is light, and listed.
 */
export function lightProblems(root, packages, light) {
  const unlisted = [...packages].flatMap(([name, { manifest }]) =>
    Object.keys((!manifest.private && manifest.exports) || {})
      .filter((path) => path.startsWith('./') && path !== './package.json')
      .map((path) => name + path.slice(1))
      .filter((entry) => !Object.hasOwn(light, entry))
      .map((entry) => `${entry} is an entry that scripts/arrows.json does not list`),
  );
  const loading = Object.entries(light).flatMap(([entry, forbidden]) => {
    const isRefused = (name) => forbidden.some((prefix) => prefix === '*' || name.startsWith(prefix));
    return [...closure(packages, resolveOwn(packages, entry))].flatMap(([file, foreign]) =>
      foreign
        .filter(isRefused)
        .map((name) => `${entry} must not load ${name}, but ${relative(root, file)} imports it`),
    );
  });
  return [...unlisted, ...loading];
}

/** Every file that loading `file` loads, with the foreign packages that each imports. */
function closure(packages, file, seen = new Map()) {
  if (seen.has(file)) return seen;
  seen.set(file, []);
  for (const specifier of staticImports(file)) {
    if (specifier.startsWith('.')) closure(packages, join(dirname(file), specifier), seen);
    else if (packages.has(packageOf(specifier))) closure(packages, resolveOwn(packages, specifier), seen);
    else seen.get(file).push(specifier);
  }
  return seen;
}

/** The specifiers that a built file imports as it loads. A dynamic import is loaded late, on purpose. */
function staticImports(file) {
  const [found] = parse(readFileSync(file, 'utf8'));
  return found.filter(({ d, n }) => d === -1 && n !== undefined).map(({ n }) => n);
}

function packageOf(specifier) {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/** The built file behind one of our own specifiers. */
function resolveOwn(packages, specifier) {
  const name = packageOf(specifier);
  const { folder, manifest } = packages.get(name);
  const target = manifest.exports?.[`.${specifier.slice(name.length)}`]?.default;
  if (!target) throw new Error(`${name} does not export '${specifier}'`);
  return join(folder, target);
}
