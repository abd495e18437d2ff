import type { Id } from './rows.ts';

/** Ids in a condition, and the length that it may have. Milvus reads long ones slowly. */
const MOST_IDS = 1000;
const MOST_LENGTH = 1 << 20;

/** Conditions that together hold for exactly these ids, each for `most` at most. */
export function* whereIds(ids: Iterable<Id>, most = MOST_IDS): Generator<string> {
  let some: string[] = [];
  let length = 0;
  for (const id of ids) {
    some.push(literal(id));
    length += some.at(-1)!.length;
    if (some.length < most && length < MOST_LENGTH) continue;
    yield `id in [${some.join(', ')}]`;
    [some, length] = [[], 0];
  }
  if (some.length > 0) yield `id in [${some.join(', ')}]`;
}

/** Holds for all ids behind this one. */
export const whereBehind = (id: Id) => `id > ${literal(id)}`;

/** Holds for all ids of a type. */
export const whereAny = (type: 'number' | 'string') => (type === 'number' ? 'id >= 0' : 'id >= ""');

/** Milvus reads the escapes that JSON writes. */
const literal = (id: Id) => (typeof id === 'number' ? String(id) : JSON.stringify(id));
