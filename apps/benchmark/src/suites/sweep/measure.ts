import type { ImageSet } from '@hourglass/datasets';
import { bceFloor, createTrainer, resolveTrainConfig, type TrainConfig } from '@hourglass/models';
import { formatDuration, formatLoss } from '@hourglass/viz';
import { loadBenchData } from '../dataset.ts';
import type { SuiteEvent, SuiteOptions } from '../suite.ts';
import { progress } from '../suite.ts';
import { trainWhole } from '../train-whole.ts';
import { fitPcaErrors, type PcaErrors } from './pca-errors.ts';
import type { SweepRow } from './row.ts';
import { type SweepSet, sizes } from './sizes.ts';

type Event = SuiteEvent<SweepRow>;

interface Pictures {
  readonly train: ImageSet;
  readonly test: ImageSet;
}

/** What makes a row: `settings` are all that it depends on beside the pictures. */
interface Task {
  readonly contender: string;
  readonly codeSize: number;
  readonly settings: unknown;
  measure(): Promise<Pick<SweepRow, 'bce' | 'mse' | 'seconds'>>;
}

/** PCA and nets at every size. Rows that `rows` has are not measured again. */
export async function* measureSweep(
  set: SweepSet,
  { mode, dataDir, rows }: SuiteOptions,
): AsyncGenerator<Event> {
  const { nets, codeSizes, mirrored, ...size } = sizes[set][mode];
  const data = await loadBenchData(size.dataset, dataDir, size);
  for (const warning of data.warnings) yield progress(warning);
  const configs = nets.map(({ name, config }) => ({
    name,
    trains: codeSizes.map((codeSize) => ({ codeSize, train: resolveTrainConfig(config(codeSize)) })),
  }));
  const pca = { largest: codeSizes.at(-1)!, mirrored };
  const shown = configs.map(({ name, trains }) => ({ name, train: trains[0]!.train }));
  yield { type: 'setup', dataset: data.facts, config: { codeSizes, pca, nets: shown } };

  let fitted: PcaErrors | undefined;
  const tasks = codeSizes.flatMap((codeSize, i): Task[] => [
    {
      contender: 'pca',
      codeSize,
      settings: pca,
      async measure() {
        fitted ??= await fitPcaErrors(data.train, data.test, pca.largest, mirrored);
        return { ...(await fitted.at(codeSize)), seconds: fitted.seconds };
      },
    },
    ...configs.map(({ name, trains }) => {
      const { train } = trains[i]!;
      return { contender: name, codeSize, settings: train, measure: () => trained(train, data) };
    }),
  ]);
  const floor = bceFloor(data.test.pixels);
  try {
    for (const { contender, codeSize, settings, measure } of tasks) {
      const key = { contender, codeSize, settings, sha256: data.facts.sha256 };
      const name = `${contender}-${codeSize}`;
      const kept = (await rows?.get(key)) as SweepRow | undefined;
      const row = kept ?? { name, contender, codeSize, bceFloor: floor, ...(await measure()) };
      if (!kept) await rows?.put(key, row);
      const quality = `${formatLoss(row.bce - floor)} above the floor`;
      yield progress(`${name}: ${quality}, ${kept ? 'kept from before' : formatDuration(row.seconds)}`);
      yield { type: 'row', row };
    }
  } finally {
    await fitted?.dispose();
  }
}

async function trained(config: TrainConfig, data: Pictures) {
  const trainer = await createTrainer(config, data);
  try {
    const seconds = await trainWhole(trainer);
    return { ...(await trainer.autoencoder.measure(data.test.pixels)), seconds };
  } finally {
    await trainer.dispose();
  }
}
