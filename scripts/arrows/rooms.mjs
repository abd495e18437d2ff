import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { importsWithin } from './imports.mjs';

/**
 * The rooms of a package are the folders and files right below its `src`; entries that only hand their parts on are none.
 * `rooms` says which there are, floor by floor from the ground up: a room may know those on lower
 * floors, by value or by type. No file may come back to itself.
 */
export function roomProblems(packages, rooms) {
  return [...packages].flatMap(([name, { folder, manifest }]) => {
    const src = join(folder, 'src');
    if (!existsSync(src) || (manifest.private && !rooms[name])) return [];
    const imports = importsWithin(src);
    const faces = facesOf(manifest, imports);
    const inner = new Map([...imports].filter(([file]) => !faces.has(file)));
    const found = new Set([...inner.keys()].map(roomOf));
    const floors = rooms[name] ?? [[...found]];
    const floorOf = new Map(floors.flatMap((floor, i) => floor.map((room) => [room, i])));
    const unlisted = [...found].filter((room) => !floorOf.has(room));
    const gone = [...floorOf.keys()].filter((room) => !found.has(room));
    return [
      ...unlisted.map((room) => `${name}: room '${room}' is not in scripts/arrows.json`),
      ...gone.map((room) => `${name}: scripts/arrows.json lists '${room}', which is not there`),
      ...climbs(name, inner, floorOf),
      ...circles(name, imports),
    ];
  });
}

/** The sources of its entries that nobody inside imports. */
function facesOf({ exports = {} }, imports) {
  const built = Object.values(exports).flatMap(({ default: file }) => file ?? []);
  const sources = built.map((file) => file.replace('./dist/', '').replace(/\.js$/, '.ts'));
  const imported = new Set([...imports.values()].flat());
  return new Set(sources.filter((file) => !imported.has(file)));
}

function climbs(name, imports, floorOf) {
  const isBelow = (target, file) => floorOf.get(roomOf(target)) < floorOf.get(roomOf(file));
  return [...imports].flatMap(([file, targets]) =>
    targets
      .filter((target) => roomOf(target) !== roomOf(file) && !isBelow(target, file))
      .map((target) => `${name}: ${file} imports ${target}, which is on no lower floor`),
  );
}

/** Each circle of files once, at the file whose name comes first. */
function circles(name, imports) {
  return [...imports.keys()].flatMap((file) => {
    const way = wayBack(imports, file);
    return way?.every((other) => file <= other)
      ? [`${name}: files in a circle: ${[...way, file].join(' -> ')}`]
      : [];
  });
}

function wayBack(imports, start) {
  const queue = [[start]];
  const seen = new Set();
  for (const way of queue) {
    for (const next of imports.get(way.at(-1)) ?? []) {
      if (next === start) return way;
      if (!seen.has(next)) queue.push([...way, next]);
      seen.add(next);
    }
  }
  return undefined;
}

function roomOf(file) {
  return file.split('/')[0].replace(/\.tsx?$/, '');
}
