import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every package of the house by its name. */
export function findPackages(root) {
  const folders = ['packages', 'apps', 'examples'].flatMap((place) =>
    existsSync(join(root, place))
      ? readdirSync(join(root, place)).map((name) => join(root, place, name))
      : [],
  );
  return new Map(
    [...folders, join(root, 'test-fixtures')].flatMap((folder) => {
      const file = join(folder, 'package.json');
      if (!existsSync(file)) return [];
      const manifest = JSON.parse(readFileSync(file, 'utf8'));
      return [[manifest.name, { folder, manifest }]];
    }),
  );
}

/** Who depends on whom, against what the map lets it know. A private package is never installed: all counts. */
export function packageProblems(packages, allowed) {
  return [...packages].flatMap(([name, { folder, manifest }]) => {
    if (!Object.hasOwn(allowed, name)) return [`${name} is not in scripts/arrows.json`];
    const isExample = folder.split(/[\\/]/).at(-2) === 'examples';
    const all = {
      ...manifest.dependencies,
      ...manifest.peerDependencies,
      ...(isExample ? manifest.devDependencies : {}),
    };
    const may = allowed[name];
    return Object.keys(all)
      .filter((other) => packages.has(other) && !may.includes(other) && !may.includes('*'))
      .map(
        (other) =>
          `${name} depends on ${other}; the map lets it know only: ${may.join(', ') || 'none of ours'}`,
      );
  });
}
