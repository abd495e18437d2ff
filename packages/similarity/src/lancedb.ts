export type { LanceOptions } from './indexes/lancedb/connect.ts';
export {
  createLanceIndex,
  type LanceIndexOptions,
  type OpenLanceOptions,
  openLanceIndex,
} from './indexes/lancedb/open-lance.ts';
