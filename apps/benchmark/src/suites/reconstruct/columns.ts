import { formatPercent } from '@hourglass/viz';
import { median } from '../../statistics.ts';
import type { Column } from '../columns/column.ts';
import { quality } from '../columns/quality.ts';
import { speed } from '../columns/speed.ts';
import type { ReconstructRow, ReconstructRun } from './row.ts';

/** The median over the seeds. */
const over = (figure: (run: ReconstructRun) => number | undefined) => (row: ReconstructRow) => {
  const values = row.runs.map(figure).filter((value) => value !== undefined);
  return values.length > 0 ? median(values) : undefined;
};

export const columns: readonly Column<ReconstructRow>[] = Object.freeze([
  quality.codeSize('Raw pixels are the picture itself.'),
  quality.mse(over((run) => run.mse)),
  quality.psnr(over((run) => run.mse)),
  {
    title: 'SSIM',
    description:
      'mean structural similarity (Wang et al., 2004), 11 x 11 Gaussian window, a channel at a time',
    reading: '1 is equal.',
    better: 'higher',
    format: (value) => value.toFixed(3),
    value: over((run) => run.ssim),
  },
  quality.bce(over((run) => run.bce)),
  quality.aboveFloor('The targets after all epochs (--full): 0.017 on MNIST, 0.0066 on CIFAR-100.', (row) =>
    over((run) => run.bce - row.bceFloor)(row),
  ),
  ...['fine', 'coarse'].map((labels): Column<ReconstructRow> => {
    return {
      title: `${labels} right`,
      description: 'reconstructions that a classifier labels right, which was trained on originals',
      reading:
        'Raw pixels show how often it is right on originals. CIFAR-100 has 100 fine and 20 coarse classes.',
      better: 'higher',
      format: (value) => formatPercent(value),
      value: over((run) => keptOf(run, labels)?.reconstructions),
    };
  }),
  {
    title: 'category kept',
    description: 'the same for fine labels, as a share of how often it is right on originals',
    reading: 'The target on MNIST is 98.5 %.',
    better: 'higher',
    format: (value) => formatPercent(value),
    value: over((run) => {
      const kept = keptOf(run, 'fine');
      return kept && kept.reconstructions / kept.originals;
    }),
  },
  speed.train(
    'Only of what is trained by steps.',
    over((run) => run.training?.seconds),
  ),
  {
    title: 'runs',
    description: 'trainings with seeds 1, 2, ..., of which every figure is the median',
    reading: 'Long ones are done once.',
    format: String,
    value: (row) => row.runs.filter(({ training }) => training).length || undefined,
  },
] satisfies Column<ReconstructRow>[]);

function keptOf({ kept }: ReconstructRun, labels: string) {
  return kept.find((one) => one.labels === labels);
}
