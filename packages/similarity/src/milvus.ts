export type { MilvusOptions } from './indexes/milvus/connect.ts';
export {
  createMilvusIndex,
  dropMilvusIndex,
  type MilvusIndexOptions,
  type OpenMilvusOptions,
  openMilvusIndex,
} from './indexes/milvus/open-milvus.ts';
