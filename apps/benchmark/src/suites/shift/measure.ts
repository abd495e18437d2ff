import { centre, type ImageSet } from '@hourglass/datasets';
import type { Encoder } from '@hourglass/models';
import {
  createExactIndex,
  evaluateCodes,
  type LabelledCodes,
  type MeasureName,
  rerankings,
} from '@hourglass/similarity';
import { formatPercent } from '@hourglass/viz';
import { altered } from '../altered.ts';
import { loadBenchData } from '../dataset.ts';
import { type Pictures, shown } from '../encoders/contender.ts';
import { keptRows } from '../kept-rows.ts';
import { labelledCodes } from '../labelled-codes.ts';
import { progress, type SuiteEvent, type SuiteOptions } from '../suite.ts';
import { applyChange } from './apply-change.ts';
import { conditions } from './changes.ts';
import { type CuredContender, contendersOf } from './contenders.ts';
import type { Cure, Found, ShiftRow } from './row.ts';
import { type ShiftSizes, sizes } from './sizes.ts';
import { around, variantsOf } from './variants.ts';

type Event = SuiteEvent<ShiftRow>;

const SEED = 1;
const K = 3;

/** What changed queries find, by each code and cure. */
export async function* measureShift({ mode, dataDir, rows }: SuiteOptions): AsyncGenerator<Event> {
  const size = sizes[mode];
  const data = await loadBenchData('mnist', dataDir, size);
  for (const warning of data.warnings) yield progress(warning);
  const contenders = contendersOf(size);
  const { reach, pool } = size;
  const config = { k: K, seed: SEED, reach, pool };
  yield { type: 'setup', dataset: data.facts, config: { ...config, contenders: shown(contenders) } };

  const plain: Pictures = data;
  const centred: Pictures = { train: altered(data.train, centre()), test: altered(data.test, centre()) };
  for (const contender of contenders) {
    const { name, settings, measures, cures } = contender;
    // An encoder is fitted to pictures as they are, and once more to centred ones.
    for (const fitted of cures.includes('centred') ? [false, true] : [false]) {
      const own = cures.filter((cure) => (cure === 'centred') === fitted);
      const tasks = measures.flatMap((measure) => own.map((cure) => ({ measure, cure })));
      const keys = tasks.map((task) => ({
        name,
        settings,
        ...task,
        ...config,
        conditions,
        sha256: data.facts.sha256,
      }));
      yield progress(`${name}${fitted ? ', centred' : ''}: fitting, encoding and searching`);
      const measured = await keptRows(rows, keys, () =>
        measureContender(contender, tasks, fitted ? centred : plain, data.test, size),
      );
      for (const row of measured.rows) {
        const right = ({ amount, knnAccuracy }: Found) => `${formatPercent(knnAccuracy)} at ${amount} px`;
        const shifts = row.found.filter(({ change, amount }) => change === 'shift' && amount % 4 === 0);
        yield progress(`${row.name}: ${shifts.map(right).join(', ')}`);
        yield { type: 'row', row };
      }
    }
  }
}

interface Task {
  readonly measure: MeasureName;
  readonly cure: Cure | undefined;
}

/** @param test queries before they are changed; they are centred after that, where the cure is that. */
async function measureContender(
  { name, fit }: CuredContender,
  tasks: readonly Task[],
  pictures: Pictures,
  test: ImageSet,
  size: ShiftSizes,
): Promise<ShiftRow[]> {
  const start = performance.now();
  const encoder = await fit(pictures, SEED);
  const fitSeconds = (performance.now() - start) / 1000;
  try {
    const items = await labelledCodes(encoder, pictures.train);
    const rows: ShiftRow[] = [];
    for (const { measure, cure } of tasks) {
      rows.push({
        name: `${name} ${measure}${cure ? `, ${cure}` : ''}`,
        codeSize: encoder.codeSize,
        measure,
        ...(cure && { cure }),
        fitSeconds,
        found: await findChanged(encoder, items, test, measure, cure, size),
      });
    }
    return rows;
  } finally {
    await encoder.dispose?.();
  }
}

async function findChanged(
  encoder: Encoder,
  items: LabelledCodes,
  test: ImageSet,
  measure: MeasureName,
  cure: Cure | undefined,
  { reach, pool }: ShiftSizes,
): Promise<Found[]> {
  const { ids, codes } = items;
  const index = await createExactIndex({ measure, size: codes.size });
  await index.add(ids, codes);
  const places = around(cure === 'least' ? reach : 0);
  const ranked = await rerankings['least-distance'].over(
    { index, ids, codes },
    { variants: places.length, pool },
  );
  const found: Found[] = [];
  for (const { change, amount } of conditions) {
    const changed = amount === 0 ? test : applyChange[change](test, amount);
    const seen = cure === 'centred' ? altered(changed, centre()) : changed;
    const { scores, queriesPerSecond } = await evaluateCodes({
      ...{ items, queries: await variantsOf(encoder, seen, places), measure, k: K },
      index: cure === 'least' ? ranked.index : index,
      metrics: ['precision-at-k', 'knn-accuracy'],
    });
    const precisionAt10 = scores['precision-at-k'];
    found.push({ change, amount, precisionAt10, knnAccuracy: scores['knn-accuracy'], queriesPerSecond });
  }
  await ranked.close();
  await index.close();
  return found;
}
