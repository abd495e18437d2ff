import {
  type DuplicateGroup,
  findDuplicates,
  indexFolder,
  type Library,
  openLibrary,
} from '@hourglass/library';
import { plain } from '@hourglass/viz';
import { defaultEncoder } from './choose-encoder.ts';
import { formatDistance } from './draw-found.ts';
import { calibrationText, withDuplicateProgress } from './duplicates-progress.ts';
import type { DuplicatesOptions, FoundDuplicates } from './found-duplicates.ts';
import { shownOf } from './search-store.ts';
import { withIndexProgress } from './with-index-progress.ts';

const titles = { same: 'the same picture', similar: 'similar' } as const;

/** Brings the index of a folder up to date, unless it is the index itself, and looks for duplicates in it. */
export async function duplicatesOfFolder(
  folder: string,
  isStore: boolean,
  { falseMatches }: DuplicatesOptions,
  show: (found: FoundDuplicates) => Promise<void>,
): Promise<void> {
  const index = () =>
    withIndexProgress((progress) =>
      indexFolder(folder, { ...progress, defaultEncoder: () => defaultEncoder() }),
    );
  const library = await openLibrary(isStore ? folder : (await index()).store);
  try {
    const found = await withDuplicateProgress((progress) =>
      findDuplicates(library, { ...progress, ...(falseMatches !== undefined && { falseMatches }) }),
    );
    const { groups } = found;
    const count = (kind: DuplicateGroup['kind']) => groups.filter((group) => group.kind === kind).length;
    await show({
      title: `Duplicates in ${library.folder}`,
      lines: [
        `${count('same')} groups of the same picture, ${count('similar')} of similar ones, in ${library.pictures.length} pictures.`,
        calibrationText(found, library.pictures.length),
        ...groups.flatMap((group) => ['', ...linesOf(group)]),
      ],
      facts: groups.map(({ kind, distance, pictures }) => ({
        kind,
        distance,
        paths: pictures.flatMap(({ files }) => files.map(({ shown }) => shown)),
      })),
      rows: groups.map((group) => rowOf(library, group)),
    });
  } finally {
    await library.close();
  }
}

function linesOf({ kind, distance, pictures }: DuplicateGroup): string[] {
  const paths = pictures.flatMap(({ files }) => {
    const seen = new Map<string, string>();
    return files.map(({ shown, inode }) => {
      const first = seen.get(inode);
      if (first === undefined) seen.set(inode, shown);
      return first === undefined ? shown : `${shown}  (the same file as ${first})`;
    });
  });
  return [`${titles[kind]}, ${formatDistance(distance)}:`, ...paths.map((path) => `  ${plain(path)}`)];
}

function rowOf(library: Library, { kind, distance, pictures }: DuplicateGroup) {
  return {
    heading: `${titles[kind]}, ${formatDistance(distance)}`,
    pictures: pictures.map((picture) => ({ picture: shownOf(library, picture), note: '' })),
  };
}
