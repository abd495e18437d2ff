import { optionalPackage } from '../optional-package.ts';

export type Milvus = typeof import('@zilliz/milvus2-sdk-node');
export type Client = import('@zilliz/milvus2-sdk-node').MilvusClient;

/** The official client of Milvus. */
export const loadMilvus = (): Promise<Milvus> =>
  optionalPackage('@zilliz/milvus2-sdk-node', '3.0.6', () => import('@zilliz/milvus2-sdk-node'));
