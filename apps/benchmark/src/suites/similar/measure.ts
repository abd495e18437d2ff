import { describeDataset, soundRows } from '@hourglass/datasets';
import {
  createExactIndex,
  fitMapping,
  type LabelledCodes,
  type MeasureName,
  measuresFor,
  type RerankingName,
  rerankings,
} from '@hourglass/similarity';
import { formatPercent } from '@hourglass/viz';
import { loadBenchData } from '../dataset.ts';
import { type EncoderContender, type Pictures, shown } from '../encoders/contender.ts';
import { keptRows } from '../kept-rows.ts';
import { labelledCodes } from '../labelled-codes.ts';
import { progress, type SuiteEvent, type SuiteOptions } from '../suite.ts';
import { contendersOf } from './contenders.ts';
import { judge } from './judge.ts';
import type { SimilarRow } from './row.ts';
import { reranked, type SimilarSet, sizesOf, steps } from './sizes.ts';

type Event = SuiteEvent<SimilarRow>;

const SEED = 1;

/** Each way to make codes, by each of its measures, and with what ranks the answers of some anew. */
export async function* measureSimilar(
  set: SimilarSet,
  { mode, dataDir, rows }: SuiteOptions,
): AsyncGenerator<Event> {
  const size = sizesOf(set, mode);
  const data = await loadBenchData(size.dataset, dataDir, size);
  for (const warning of data.warnings) yield progress(warning);
  const contenders = contendersOf(set, size);
  // The small CIFAR-100 is made of pictures of the large one.
  const cleanRows = set === 'cifar100' ? soundRows(data.test, describeDataset(set).defects) : undefined;
  const config = { k: set === 'cifar100' ? 20 : 3, mapQueries: size.mapQueries, seed: SEED };
  yield { type: 'setup', dataset: data.facts, config: { ...config, contenders: shown(contenders) } };

  for (const contender of contenders) {
    const tasks = tasksOf(contender, reranked[set]);
    const { name, settings } = contender;
    const keys = tasks.map((task) => ({ name, settings, ...task, ...config, sha256: data.facts.sha256 }));
    yield progress(`${name}: fitting, encoding and searching`);
    const measured = await keptRows(rows, keys, () => {
      return measureContender(contender, tasks, data, { ...config, cleanRows });
    });
    for (const row of measured.rows) {
      const found = formatPercent(row.figures.fine!.precisionAt10);
      yield progress(`${row.name}: ${found} of the ten nearest${measured.kept ? ', kept from before' : ''}`);
      yield { type: 'row', row };
    }
  }
}

/** One row. */
interface Task {
  readonly measure: MeasureName;
  readonly step?: RerankingName;
}

function tasksOf({ name, measures }: EncoderContender, withSteps: readonly string[]): Task[] {
  return measures.flatMap((measure): Task[] => [
    { measure },
    ...(withSteps.includes(`${name} ${measure}`) ? steps.map((step) => ({ measure, step })) : []),
  ]);
}

interface Config {
  readonly k: number;
  readonly mapQueries: number;
  readonly cleanRows: Int32Array | undefined;
}

/** Pictures are encoded once, and compared by every measure. */
async function measureContender(
  { name, fit }: EncoderContender,
  tasks: readonly Task[],
  pictures: Pictures,
  { cleanRows, ...config }: Config,
): Promise<SimilarRow[]> {
  let start = performance.now();
  const sinceStart = () => (performance.now() - start) / 1000;
  const encoder = await fit(pictures, SEED);
  try {
    const fitSeconds = sinceStart();
    start = performance.now();
    const items = await labelledCodes(encoder, pictures.train);
    const encode = { images: pictures.train.count, seconds: sinceStart() };
    const queries = await labelledCodes(encoder, pictures.test);
    const rows: SimilarRow[] = [];
    for (const { measure, step } of tasks) {
      const codes = comparable(measure, items, queries);
      const plain = `${name} ${measure}`;
      rows.push({
        name: `${plain}${codes.mapping ? ` (${codes.mapping})` : ''}${step ? `, ${step}` : ''}`,
        codeSize: encoder.codeSize,
        measure,
        ...(codes.mapping && { mapping: codes.mapping }),
        ...(step && { reranking: { step, of: plain } }),
        ...config,
        items: items.codes.count,
        queries: queries.codes.count,
        ...(await measureSearch(codes.items, codes.queries, measure, step, { ...config, cleanRows })),
        ...{ fitSeconds, encode },
      });
    }
    return rows;
  } finally {
    await encoder.dispose?.();
  }
}

/** Codes whose numbers go beyond 0..1 are brought there for BCE, and the row says so. */
function comparable(measure: MeasureName, items: LabelledCodes, queries: LabelledCodes) {
  if (measuresFor(items.codes, queries.codes).includes(measure)) return { items, queries };
  const mapping = 'min-max';
  const map = fitMapping(mapping, items.codes);
  const mapped = (set: LabelledCodes) => ({ ...set, codes: map.apply(set.codes) });
  return { items: mapped(items), queries: mapped(queries), mapping };
}

async function measureSearch(
  items: LabelledCodes,
  queries: LabelledCodes,
  measure: MeasureName,
  step: RerankingName | undefined,
  { k, mapQueries, cleanRows }: Config,
) {
  const { ids, codes } = items;
  let start = performance.now();
  const index = await createExactIndex({ measure, size: codes.size });
  try {
    await index.add(ids, codes);
    const fillSeconds = (performance.now() - start) / 1000;
    if (!step) {
      return {
        ...(await judge(index, items, queries, { measure, k, mapQueries, cleanRows })),
        onceSeconds: fillSeconds,
      };
    }
    await index.search({ ...codes, count: 1, data: codes.data.subarray(0, codes.size) }, 1); // the first is slower
    start = performance.now();
    const ranked = await rerankings[step].over({ index, ids, codes });
    const onceSeconds = fillSeconds + (performance.now() - start) / 1000;
    const judged = await judge(ranked.index, items, queries, { measure, k, mapQueries: 0 });
    await ranked.close();
    return { ...judged, onceSeconds };
  } finally {
    await index.close();
  }
}
