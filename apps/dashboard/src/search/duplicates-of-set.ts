import { type ImageSet, loadDataset } from '@hourglass/datasets';
import { findMatches, openEncoder } from '@hourglass/library';
import { table } from '@hourglass/viz';
import { withDownload } from '../data/with-download.ts';
import { complain } from '../output/complain.ts';
import { defaultEncoder } from './choose-encoder.ts';
import { formatDistance, nameOf } from './draw-found.ts';
import { calibrationText, withDuplicateProgress } from './duplicates-progress.ts';
import type { DuplicatesOptions, FoundDuplicates } from './found-duplicates.ts';
import { shownOf } from './search-set.ts';

/** So many pairs are listed for people; programs and pages get more. */
const LISTED = 20;

/** Looks for test pictures that are in train too, or, with a split, for pictures that are in it twice. */
export async function duplicatesOfSet(
  name: string,
  { falseMatches, split, data, offline }: DuplicatesOptions,
): Promise<FoundDuplicates> {
  const loaded = await withDownload(name, (rest) => loadDataset(name, { ...rest, dataDir: data, offline }));
  for (const warning of loaded.warnings) complain(warning);
  const [queries, items] = split ? [loaded[split], loaded[split]] : [loaded.test, loaded.train];
  const encoder = await openEncoder(await defaultEncoder(queries.shape));
  try {
    const found = await withDuplicateProgress((progress) =>
      findMatches(queries, items, encoder, {
        ...progress,
        ...(falseMatches !== undefined && { falseMatches }),
      }),
    );
    const [ofQueries, ofItems] = [rowsById(queries), rowsById(items)];
    const pairs = found.matches.map(({ query, item, distance, same }) => ({
      query: shownOf(queries, ofQueries.get(query)!),
      item: shownOf(items, ofItems.get(item)!),
      distance,
      kind: same ? 'same' : 'similar',
    }));
    const count = (kind?: string) =>
      new Set(pairs.filter((one) => kind === undefined || one.kind === kind).map(({ query }) => query.id))
        .size;
    const what = split
      ? `${queries.name} ${split} have another one like them`
      : `${name}'s test set have one in train`;
    const lines = pairs
      .slice(0, LISTED)
      .map(({ query, item, distance, kind }) => [
        formatDistance(distance),
        kind,
        nameOf(query),
        nameOf(item),
      ]);
    const rest = pairs.length - lines.length;
    return {
      title: `Duplicates in ${name}`,
      lines: [
        `${count()} of the ${queries.count} pictures of ${what}; of ${count('same')} it is the same picture.`,
        calibrationText(found, queries.count),
        ...(lines.length > 0 ? ['', ...table(lines)] : []),
        ...(rest > 0 ? [`and ${rest} more pairs: --json prints all, --html shows them`] : []),
      ],
      facts: pairs.map(({ query, item, distance, kind }) => ({
        kind,
        distance,
        query: { id: query.id, ...query.facts },
        item: { id: item.id, ...item.facts },
      })),
      rows: pairs.map(({ query, item, distance, kind }) => ({
        heading: `${kind}, ${formatDistance(distance)}`,
        pictures: [query, item].map((picture) => ({ picture, note: '' })),
      })),
    };
  } finally {
    await encoder.close();
  }
}

function rowsById(set: ImageSet): ReadonlyMap<number, number> {
  return new Map(Array.from(set.ids, (id, row) => [id, row]));
}
