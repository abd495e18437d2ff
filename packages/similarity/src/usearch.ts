export type { GraphOptions } from './indexes/usearch/keyed-graph.ts';
export {
  createUsearchIndex,
  type OpenUsearchOptions,
  openUsearchIndex,
  type UsearchIndexOptions,
} from './indexes/usearch/usearch-index.ts';
