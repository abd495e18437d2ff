// Holds the arrows between packages (scripts/arrows.json): who may depend on whom, and what the light
// entries may never load. That nobody imports what its package.json does not name, pnpm sees to.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { init, parse } from 'es-module-lexer';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { imports: allowed, light } = JSON.parse(readFileSync(join(root, 'scripts', 'arrows.json'), 'utf8'));
const problems = [];

const packages = new Map();
for (const place of ['packages/*', 'apps/*', 'test-fixtures']) {
  const folders = place.endsWith('/*')
    ? readdirSync(join(root, place.slice(0, -2))).map((name) => join(root, place.slice(0, -2), name))
    : [join(root, place)];
  for (const folder of folders) {
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    packages.set(manifest.name, { folder, manifest });
  }
}

for (const [name, { manifest }] of packages) {
  if (!Object.hasOwn(allowed, name)) problems.push(`${name} is not in scripts/arrows.json`);
  for (const dependency of Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })) {
    const may = allowed[name] ?? [];
    if (packages.has(dependency) && !may.includes(dependency) && !may.includes('*')) {
      problems.push(
        `${name} depends on ${dependency}; the map lets it know only: ${may.join(', ') || 'none of ours'}`,
      );
    }
  }
}

await init;

/** The specifiers that a built file imports as it loads. A dynamic import is loaded late, on purpose. */
function staticImports(file) {
  const [found] = parse(readFileSync(file, 'utf8'));
  return found.filter(({ d, n }) => d === -1 && n !== undefined).map(({ n }) => n);
}

function packageOf(specifier) {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/** The built file behind one of our own specifiers. */
function resolveOwn(specifier) {
  const name = packageOf(specifier);
  const { folder, manifest } = packages.get(name);
  const target = manifest.exports?.[`.${specifier.slice(name.length)}`]?.default;
  if (!target) throw new Error(`${name} does not export '${specifier}'`);
  return join(folder, target);
}

/** Every file and foreign package that loading `file` loads. */
function closure(file, seen = new Map()) {
  if (seen.has(file)) return seen;
  seen.set(file, []);
  for (const specifier of staticImports(file)) {
    if (specifier.startsWith('.')) closure(join(dirname(file), specifier), seen);
    else if (packages.has(packageOf(specifier))) closure(resolveOwn(specifier), seen);
    else seen.get(file).push(specifier);
  }
  return seen;
}

for (const [entry, forbidden] of Object.entries(light)) {
  for (const [file, foreign] of closure(resolveOwn(entry))) {
    // "*" forbids everything but our own files: the entry is plain data.
    const refused = (name) => forbidden.some((prefix) => prefix === '*' || name.startsWith(prefix));
    for (const specifier of foreign.filter(refused)) {
      problems.push(`${entry} must not load ${specifier}, but ${relative(root, file)} imports it`);
    }
  }
}

for (const problem of problems) console.error(`arrows: ${problem}`);
if (problems.length > 0) process.exit(1);
console.log(`arrows: ${packages.size} packages and ${Object.keys(light).length} light entries hold`);
