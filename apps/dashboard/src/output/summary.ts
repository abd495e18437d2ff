import {
  type Cell,
  formatCount,
  formatDuration,
  formatLoss,
  formatPercent,
  formatRate,
  type SurfaceOptions,
  table,
} from '@hourglass/viz';
import { encodersOf, isOfSample, measuresOf, movedOf, newestEvaluation } from '../state/quality.ts';
import { figuresOf, type RunState } from '../state/run-state.ts';
import { shortPath } from '../terminal/short-path.ts';

/** What a run came to, for the end of its output. Empty if it never got to work. */
export function summary(state: RunState, directory: string, surface: SurfaceOptions): string {
  const { run } = state;
  if (!run) return '';
  return [
    '',
    ending(state),
    ...reconstruction(state, surface),
    ...search(state, surface),
    '',
    `files: ${shortPath(directory)}`,
  ].join('\n');
}

function ending(state: RunState): string {
  const { end, run, clock } = state;
  const done = `${end?.epoch ?? state.epoch?.epoch ?? 0} of ${run!.epochs} epochs`;
  if (!end) return `still training: ${done} so far`;
  const speed =
    end.trainingSeconds > 0
      ? `, training alone ${formatDuration(end.trainingSeconds)} at ${formatRate(end.imagesPerSecond, 'img')}`
      : '';
  const why = end.reason === 'finished' && end.message ? ` (${end.message})` : '';
  return `${end.reason}: ${done}${why} in ${formatDuration(clock.now)}${speed}`;
}

/** The test set rebuilt: the code, and PCA with as many numbers. */
function reconstruction(state: RunState, surface: SurfaceOptions): string[] {
  const { end, references, run } = state;
  const figures = figuresOf(state);
  if (!figures) return end ? ['', 'no test figures: the run ended before its first epoch was over'] : [];
  const pca = references?.pca;
  const pcaExcess = references && pca ? pca.bce - references.bceFloor : Number.NaN;
  const row = (name: string, bce: number, excess: number, psnr: string): Cell[] => [
    name,
    formatLoss(bce),
    formatLoss(excess),
    ...(pca ? [`${(excess / pcaExcess).toFixed(2)}x`] : []),
    psnr,
  ];
  const rows = [row(`code (${run!.codeSize})`, figures.testBce, figures.excessBce, figures.psnr.toFixed(1))];
  if (references && pca) {
    rows.push(row(`PCA-${pca.size}`, pca.bce, pcaExcess, pca.psnr.toFixed(1)));
    rows.push(row('floor', references.bceFloor, 0, ''));
  }
  const header = ['reconstruction', 'test BCE', 'above floor', ...(pca ? ["of PCA's"] : []), 'PSNR dB'];
  return ['', ...table(rows, { ...surface, header, align: alignment(header) })];
}

/** Finding pictures of the same class: every encoder under every measure that it was tried with. */
function search(state: RunState, surface: SurfaceOptions): string[] {
  const measures = measuresOf(state);
  if (measures.length === 0) return [];
  const row = (encoder: string, moved?: number) => [
    moved === undefined ? encoder : `${encoder}, queries moved by ${moved} px`,
    ...measures.flatMap((measure) => {
      const event = newestEvaluation(state, encoder, measure, moved);
      return event ? [formatPercent(event.precisionAt10), formatPercent(event.knnAccuracy)] : ['-', '-'];
    }),
    extentOf(state, encoder, moved),
  ];
  const encoders = encodersOf(state);
  const rows = [
    ...encoders.map((encoder) => row(encoder)),
    ...encoders.flatMap((encoder) => {
      const moved = movedOf(state, encoder);
      return moved === undefined ? [] : [row(encoder, moved)];
    }),
  ];
  const header = [
    'nearest pictures',
    ...measures.flatMap((measure) => [`${measure} p@10`, 'kNN']),
    'queries in',
  ];
  return ['', ...table(rows, { ...surface, header, align: alignment(header) })];
}

/** Figures of a sample are others than those of all pictures, so each row says what it is of. */
function extentOf(state: RunState, encoder: string, moved: number | undefined): string {
  const event = state.evaluations.findLast((one) => one.encoder === encoder && one.moved === moved)!;
  const counts = `${formatCount(event.queries)} in ${formatCount(event.items)}`;
  return isOfSample(event, state.run) ? `${counts}, a sample` : counts;
}

/** Names to the left, numbers to the right. */
function alignment(header: readonly string[]): ('left' | 'right')[] {
  return header.map((_, column) => (column === 0 ? 'left' : 'right'));
}
