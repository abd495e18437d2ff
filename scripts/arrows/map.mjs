import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The map (docs/architecture.md) shows the rooms as they are checked: a row for each package of several floors. */
export function mapProblems(root, rooms) {
  const map = readFileSync(join(root, 'docs', 'architecture.md'), 'utf8');
  return Object.entries(rooms)
    .map(([name, floors]) => `| \`${name}\` | ${floors.map((floor) => floor.join(', ')).join(' -> ')} |`)
    .filter((row) => !map.includes(row))
    .map((row) => `docs/architecture.md lacks the row: ${row}`);
}
