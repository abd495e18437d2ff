// Holds the map's arrows (scripts/arrows.json): who may depend on whom, what the light entries may never load, and
// which room of a package may know which. That nobody imports what its package.json does not name, pnpm sees to.
// Usage: node scripts/check-arrows.mjs [root]
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lightProblems } from './arrows/light.mjs';
import { mapProblems } from './arrows/map.mjs';
import { findPackages, packageProblems } from './arrows/packages.mjs';
import { roomProblems } from './arrows/rooms.mjs';

const root = resolve(process.argv[2] ?? dirname(dirname(fileURLToPath(import.meta.url))));
const { imports, light, rooms } = JSON.parse(readFileSync(join(root, 'scripts', 'arrows.json'), 'utf8'));
const packages = findPackages(root);
const problems = [
  ...packageProblems(packages, imports),
  ...lightProblems(root, packages, light),
  ...roomProblems(packages, rooms),
  ...mapProblems(root, rooms),
];

for (const problem of problems) console.error(`arrows: ${problem}`);
if (problems.length > 0) process.exit(1);
const counts = [packages.size, Object.keys(light).length, Object.values(rooms).flat(2).length];
console.log(`arrows: ${counts[0]} packages, ${counts[1]} light entries and ${counts[2]} rooms hold`);
