import { formatDuration, formatLoss, formatPercent } from '@hourglass/viz';
import { median } from '../../statistics.ts';
import type { Column } from '../column.ts';
import type { ReconstructRow, ReconstructRun } from './row.ts';

/** The median over the seeds. */
const over = (figure: (run: ReconstructRun) => number | undefined) => (row: ReconstructRow) => {
  const values = row.runs.map(figure).filter((value) => value !== undefined);
  return values.length > 0 ? median(values) : undefined;
};

export const columns: readonly Column<ReconstructRow>[] = Object.freeze([
  {
    title: 'code',
    description: 'numbers a picture',
    reading: 'Raw pixels are the picture itself.',
    format: String,
    value: (row) => row.codeSize,
  },
  {
    title: 'MSE',
    description: 'mean squared error of reconstructed test pictures, pixels in 0..1',
    reading: 'PCA is the best that a linear code can do on the pictures it was fitted to.',
    better: 'lower',
    format: (value) => value.toFixed(5),
    value: over((run) => run.mse),
  },
  {
    title: 'PSNR dB',
    description: 'the same as peak signal-to-noise ratio',
    reading: '3 dB more is half the squared error.',
    better: 'higher',
    format: (value) => (value === Infinity ? 'exact' : value.toFixed(2)),
    value: over((run) => -10 * Math.log10(run.mse)),
  },
  {
    title: 'SSIM',
    description:
      'mean structural similarity (Wang et al., 2004), 11 x 11 Gaussian window, a channel at a time',
    reading: '1 is equal.',
    better: 'higher',
    format: (value) => value.toFixed(3),
    value: over((run) => run.ssim),
  },
  {
    title: 'BCE',
    description: 'binary cross-entropy of reconstructed test pictures, in nats a pixel',
    reading: "Raw pixels show the floor: the pixels' own entropy, which nothing can be below.",
    better: 'lower',
    format: formatLoss,
    value: over((run) => run.bce),
  },
  {
    title: 'above floor',
    description: 'BCE less its floor: what the code lost',
    reading: 'The targets after all epochs (--full): 0.017 on MNIST, 0.0066 on CIFAR-100.',
    better: 'lower',
    format: (value) => value.toFixed(5),
    value: (row) => over((run) => run.bce - row.bceFloor)(row),
  },
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
  {
    title: 'train',
    description: 'time of all training steps of one run, without evaluation and previews',
    reading: 'Only of what is trained by steps.',
    better: 'lower',
    format: formatDuration,
    value: over((run) => run.training?.seconds),
  },
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
