import type { ColorName } from '@hourglass/viz';

const palette: readonly ColorName[] = ['blue', 'orange', 'green', 'purple', 'cyan', 'red', 'yellow'];

/**
 * A colour for each run, made from its name: it keeps it, whatever it is compared with and in which order, unless two want
 * the same one. Then that whose name comes first in the alphabet has it, and the other takes the next that is free.
 */
export function coloursOf(ids: readonly string[]): ReadonlyMap<string, ColorName> {
  const colours = new Map<string, ColorName>();
  const taken = new Set<number>();
  for (const id of [...ids].sort()) {
    let place = hashOf(id) % palette.length;
    while (taken.has(place) && taken.size < palette.length) place = (place + 1) % palette.length;
    taken.add(place);
    colours.set(id, palette[place]!);
  }
  return colours;
}

/** FNV-1a of the text's UTF-16 units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let place = 0; place < text.length; place++) {
    hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193) >>> 0;
  }
  return hash;
}
