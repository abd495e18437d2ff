import type { Checksum } from '../checksum.ts';
import type { ImageShape, Split } from '../image-set.ts';

/** How a dataset's bytes are laid out. Each has one reader in `formats/`. */
export type DatasetFormat = 'idx' | 'cifar-binary';

/** One file of a dataset, as its reader takes it: unpacked. */
export interface DatasetFile {
  readonly split: Split;
  /** `records` holds labels and pictures together. */
  readonly role: 'images' | 'labels' | 'records';
  /** Official name without `.gz`. */
  readonly name: string;
  /** Size in bytes, unpacked. Also the most that is ever unpacked from a file of this name. */
  readonly bytes: number;
  /** The checksum of the unpacked bytes: gzip may pack the same bytes in many ways. Absent if only the packed one is known. */
  readonly checksum?: Checksum;
}

/** One file as it lies on every mirror, under `<mirror><name>`. */
export interface DatasetDownload {
  readonly name: string;
  readonly bytes: number;
  readonly checksum: Checksum;
}

/** The same pictures as somebody else's objects: known, so that it can be named, and never read. */
export interface OtherVersion {
  /** For whom it is: `Python`, `MATLAB`. */
  readonly version: string;
  readonly archive: string;
  /** The folder inside the archive. */
  readonly folder: string;
}

/** Where a dataset can be fetched. */
export interface DatasetOrigin {
  /** Base URLs, each ending in `/`, tried in this order. */
  readonly mirrors: readonly string[];
  /** One tar archive of all files if `folder` is given, else one `.gz` for each file. */
  readonly downloads: readonly DatasetDownload[];
  /** The folder inside the archive that holds the files. */
  readonly folder?: string;
}

/**
 * A picture that is known to be wrong. It is named by its pixels and not by its place,
 * because archives of the same pictures in another order are about.
 */
export interface DatasetDefect {
  readonly kind: 'duplicate' | 'near-duplicate' | 'mislabelled';
  readonly split: Split;
  /** First 16 hex digits of the SHA-256 of the picture's pixels (height x width x channels). */
  readonly picture: string;
  /** For duplicates: the other picture, which stays. */
  readonly twin?: { readonly split: Split; readonly picture: string };
}

/** All that is known of a dataset before its bytes are read. */
export interface DatasetRecord {
  readonly name: string;
  readonly title: string;
  readonly shape: ImageShape;
  readonly format: DatasetFormat;
  readonly files: readonly DatasetFile[];
  /** Absent if the network has it nowhere. */
  readonly origin?: DatasetOrigin;
  /** The package that holds the files, with their folder as its export `directory`. */
  readonly embedded?: string;
  /** Versions of it that are not read. */
  readonly otherVersions?: readonly OtherVersion[];
  /** A smaller dataset of the same kind that is embedded, for when this one cannot be had. */
  readonly mini?: string;
  /** Names of the classes of each label set, in the order in which the files store the sets. */
  readonly labels: Readonly<Record<string, readonly string[]>>;
  readonly licence: string;
  readonly citation: string;
  /** What is known to be wrong with it, to be left out or weighed. */
  readonly defects: readonly DatasetDefect[];
}
