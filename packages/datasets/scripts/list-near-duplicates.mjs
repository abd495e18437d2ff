// Writes the catalogue's list of a set's near-duplicates, from what `hourglass duplicates <set> --json` prints:
// hourglass duplicates cifar100 --json | node packages/datasets/scripts/list-near-duplicates.mjs cifar100
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { loadDataset, pictureOf } from '../dist/index.js';

const name = process.argv[2];
const sets = await loadDataset(name);
const pairs = (await text(process.stdin))
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

// A picture is listed once, beside the nearest of its twins.
const nearest = new Map();
for (const pair of pairs.toSorted((a, b) => a.distance - b.distance)) {
  if (!nearest.has(pair.query.id)) nearest.set(pair.query.id, pair);
}
const digest = ({ split, id }) =>
  createHash('sha256').update(pictureOf(sets[split], id)).digest('hex').slice(0, 16);
const lines = [...nearest.values()].map(({ query, item }) => `${digest(query)} ${digest(item)}`).sort();

writeFileSync(
  new URL(`../src/catalog/${name}-near-duplicates.ts`, import.meta.url),
  `/** Written by scripts/list-near-duplicates.mjs. A test picture and the training picture that it is nearest to, a line. */
export const ${name}NearDuplicates = \`
${lines.join('\n')}
\`;
`,
);
console.error(`${lines.length} test pictures of ${name} are listed.`);
