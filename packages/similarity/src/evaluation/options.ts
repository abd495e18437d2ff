import type { Codes } from '../codes.ts';
import type { IdsOf, IdType, Index, Searcher } from '../indexes/contract.ts';
import type { MemoryIndexName } from '../indexes/names.ts';
import type { MappingName } from '../mappings/mappings.ts';
import type { Measure } from '../measures/measure.ts';
import type { MeasureName } from '../measures/measures.ts';
import type { BootstrapOptions } from './bootstrap.ts';
import type { Labels } from './labels.ts';
import type { DefaultMetricName, MetricName } from './metrics/metrics.ts';

export interface LabelledCodes<T extends IdType = 'number'> {
  readonly ids: IdsOf<T>;
  readonly codes: Codes;
  /** One a row. */
  readonly labels: Labels;
  /** Other labels of the same rows, such as `coarse`: judged from the same search. */
  readonly otherLabels?: Readonly<Record<string, Labels>>;
}

export interface EvaluateOptions<T extends IdType = 'number', M extends MetricName = DefaultMetricName> {
  readonly items: LabelledCodes<T>;
  readonly queries: LabelledCodes<T>;
  /** By its name, or a weighted one. An index that is given must be of this measure. */
  readonly measure: MeasureName | Measure<MeasureName>;
  /** Neighbours that vote in kNN. */
  readonly k: number;
  /** Neighbours in the lists that other metrics judge: the 10 of precision@10. Default: 10. */
  readonly at?: number;
  /** Default: all that look at no more than max(at, k) neighbours. */
  readonly metrics?: readonly M[];
  /** Temperature of the weighted kNN vote. Default: 0.07. */
  readonly temperature?: number;
  /**
   * `same-id`: a query never finds the item with its own id. For queries that are among the items.
   * `none` (default): for queries from another split, whose ids count anew.
   */
  readonly exclude?: 'same-id' | 'none';
  /** How codes outside 0..1 are brought there for the BCE family; it learns from the items. Default: not at all. */
  readonly mapping?: MappingName;
  /**
   * What searches: a kind, made and closed here; or an index or a re-ranking of yours, which stays open. If that
   * index is empty, the items are added to it; if not, it must hold them already. Default: `exact`.
   */
  readonly index?: MemoryIndexName | Index<T> | Searcher<T>;
  /** Bootstrap intervals over the queries. Default: none. */
  readonly intervals?: BootstrapOptions;
  /** Threads that the search may use. Default: all cores. */
  readonly threads?: number;
}
