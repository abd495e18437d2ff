/** Kinds that are made in memory, and those that are made in a folder and keep what is added there. */
export type MemoryIndexName = 'exact' | 'exact-int8' | 'usearch';
export type DurableIndexName = 'disk' | 'lancedb' | 'milvus';
export type IndexName = MemoryIndexName | DurableIndexName;
