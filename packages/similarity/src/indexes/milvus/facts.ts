import { SimilarityError } from '../../errors.ts';
import type { IdType } from '../contract.ts';
import type { CheckedOptions } from '../options.ts';
import { factsOf, type StoredFacts } from '../stored-facts.ts';
import type { Address } from './address.ts';
import type { Client, Milvus } from './load.ts';
import { onMilvus } from './on-milvus.ts';
import { BIAS_COLUMNS, LONGEST_TEXT } from './rows.ts';

/** The property of the collection in which an index says what it is. */
const FACTS_KEY = 'hourglass.index';

/** The most numbers that a vector of Milvus has. */
const MOST_COLUMNS = 32_768;

type Facts = Omit<CheckedOptions<IdType>, 'threads'>;

export const columnsOf = ({ measure, size }: Pick<Facts, 'measure' | 'size'>) =>
  measure.width(size) + BIAS_COLUMNS;

/** @throws {SimilarityError} `ARGUMENT_INVALID` if codes of this size are too wide for Milvus. */
export function checkColumns(facts: Facts): void {
  const columns = columnsOf(facts);
  if (columns <= MOST_COLUMNS) return;
  const { measure, size } = facts;
  const what = `size is ${size}, which makes ${columns} columns for ${measure.name}`;
  throw new SimilarityError('ARGUMENT_INVALID', `${what}; allowed: ${MOST_COLUMNS} columns, as Milvus has.`);
}

export function fieldsOf({ DataType }: Milvus, facts: Facts) {
  const text = { data_type: DataType.VarChar, max_length: LONGEST_TEXT };
  const id = facts.idType === 'number' ? { data_type: DataType.Int64 } : text;
  return [
    { name: 'id', is_primary_key: true, ...id },
    { name: 'vector', data_type: DataType.FloatVector, dim: columnsOf(facts) },
    { name: 'place', data_type: DataType.Int64 },
    { name: 'payload', ...text },
  ];
}

export const propertiesOf = (facts: Facts) => ({
  [FACTS_KEY]: JSON.stringify({ version: 1, ...factsOf(facts) }),
});

/** @throws {SimilarityError} `STORE_MISSING`, `STORE_MISMATCH` if the collection is no index, or a newer one. */
export async function factsAt(client: Client, { uri, collection }: Address): Promise<StoredFacts> {
  const request = { collection_name: collection };
  const { properties } = await onMilvus(uri, () => client.describeCollection(request));
  const text = properties.find(({ key }) => key === FACTS_KEY)?.value;
  if (text === undefined) {
    throw new SimilarityError('STORE_MISMATCH', `index at ${uri}: this collection is no index.`);
  }
  const { version, ...facts } = JSON.parse(String(text)) as StoredFacts & { readonly version: number };
  if (version === 1) return facts;
  throw new SimilarityError(
    'STORE_MISMATCH',
    `index at ${uri}: its format is version ${version}; allowed: 1.`,
  );
}
