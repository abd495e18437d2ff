import { SimilarityError } from '../../errors.ts';

/** Where a collection is. */
export interface Address {
  /** As the caller wrote it, for errors. */
  readonly uri: string;
  /** Host and port. */
  readonly server: string;
  readonly database: string;
  readonly collection: string;
}

/** Host, perhaps with a port; perhaps a database; a collection by a name that Milvus takes. */
const FORM = /^milvus:\/\/(\[[\da-f:.]+\]|[\w.-]+)(:\d+)?\/(?:([a-z_]\w*)\/)?([a-z_]\w{0,254})\/?$/i;

/** @throws {SimilarityError} `ARGUMENT_INVALID`. */
export function addressIn(uri: string): Address {
  const [, host, port = ':19530', database = 'default', collection] = FORM.exec(uri) ?? [];
  if (host !== undefined && collection !== undefined) {
    return { uri, server: `${host}${port}`, database, collection };
  }
  throw new SimilarityError(
    'ARGUMENT_INVALID',
    `folder is '${uri}'; allowed: milvus://host:port/collection, or milvus://host:port/database/collection.`,
  );
}
