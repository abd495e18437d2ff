import { UsageError } from '@hourglass/command-line';
import type { ImageShape } from '@hourglass/datasets';
import { type Library, type LibraryPicture, openLibrary, type Query } from '@hourglass/library';
import type { Found, ShownPicture } from './found.ts';
import type { SearchSetOptions } from './search-set.ts';

/** Searches an indexed folder. `show` is called while it is open. */
export async function searchStore<T>(
  store: string,
  query: string,
  { k, measure, why }: Pick<SearchSetOptions, 'k' | 'measure' | 'why'>,
  show: (found: Found) => Promise<T>,
): Promise<T> {
  const library = await openLibrary(store);
  try {
    if (measure !== undefined && measure !== library.measure) {
      throw new UsageError(
        `the index '${store}' is for the measure ${library.measure}. For ${measure}, index the folder anew: ` +
          `hourglass index --measure ${measure} --out <another folder>.`,
      );
    }
    const [asked, hits] = [await library.find(query), await library.search(query, { k })];
    const maps = why && (await library.explain(query, hits));
    return await show({
      title: `${library.pictures.length} pictures of ${library.folder}, by ${library.encoder.name}`,
      measure: library.measure,
      query: shownOf(library, asked),
      hits: hits.map(({ picture, distance }) => ({ ...shownOf(library, picture), distance })),
      ...(maps && { agreement: { maps, shape: library.encoder.shape } }),
    });
  } finally {
    await library.close();
  }
}

export function shownOf(library: Library, picture: LibraryPicture | Query): ShownPicture {
  const names = picture.files.map(({ shown }) => shown);
  return {
    id: picture.id,
    names,
    facts: { paths: names },
    async pixels(side) {
      const shape: ImageShape = [side, side, 3];
      const pixels = await library.pixels(picture, shape).catch(() => undefined);
      return pixels && { pixels, shape };
    },
  };
}
