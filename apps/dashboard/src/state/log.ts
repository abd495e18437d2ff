import type { RunStarted, TrainingEvent } from '@hourglass/models/config';
import { formatCount, formatDuration, formatLoss, formatPercent, formatRate } from '@hourglass/viz';
import { tallyOf } from './neighbours.ts';
import { teacherWords } from './teacher-words.ts';

/** One thing that a run said, in words. */
export interface LogLine {
  /** Counts from 0, and stays with its line when older ones are forgotten. */
  readonly number: number;
  /** Seconds since the run started. */
  readonly time: number;
  readonly kind: TrainingEvent['type'];
  readonly text: string;
}

/** As many as anybody scrolls through; all of them are in the run's own file. */
export const mostLines = 2000;

/** The log with what an event says; steps and pictures are curves and pictures, and say nothing here. */
export function withWords(log: readonly LogLine[], event: TrainingEvent): readonly LogLine[] {
  const text = (words[event.type] as (event: TrainingEvent) => string | undefined)(event);
  const last = log.at(-1);
  // A teacher tells many times how far it is with the same thing.
  if (text === undefined || (event.type === 'teacher' && last?.text === text)) return log;
  const line = { number: (last?.number ?? -1) + 1, time: event.time, kind: event.type, text };
  return [...log.slice(1 - mostLines), line];
}

type EventOf<Type extends TrainingEvent['type']> = Extract<TrainingEvent, { type: Type }>;

const nothing = (): undefined => undefined;

/** One rule an event: a new kind does not compile until it has words, or none. */
const words: { readonly [Type in TrainingEvent['type']]: (event: EventOf<Type>) => string | undefined } = {
  'run-started': startWords,
  references: ({ bceFloor, pca }) =>
    `floor ${formatLoss(bceFloor)}, PCA-${pca.size} ${formatLoss(pca.bce)} at ${pca.psnr.toFixed(1)} dB`,
  teacher: ({ phase }) => `teacher ${teacherWords[phase]}`,
  step: nothing,
  epoch: (event) =>
    `epoch ${event.epoch}: train ${formatLoss(event.trainLoss)}, test BCE ${formatLoss(event.testBce)} ` +
    `(floor +${formatLoss(event.excessBce)}), ${event.psnr.toFixed(1)} dB, ` +
    `${formatRate(event.imagesPerSecond, 'img')}, ${formatDuration(event.seconds)}`,
  preview: nothing,
  neighbours: (event) => {
    const { right, all } = tallyOf(event);
    const shown = event.classNames.length === 0 ? '' : `: ${right} of ${all} of the query's class`;
    return `neighbours of ${event.rows.length} queries by ${event.measure}${shown}`;
  },
  evaluation: ({ encoder, measure, moved, precisionAt10, knnAccuracy, queries, items }) =>
    `${encoder} by ${measure}${moved === undefined ? '' : `, queries moved by ${moved} px`}: ` +
    `p@10 ${formatPercent(precisionAt10)}, kNN ${formatPercent(knnAccuracy)}, ` +
    `${formatCount(queries)} queries in ${formatCount(items)}`,
  checkpoint: ({ path, best }) => `checkpoint ${path}${best ? ', the best so far' : ''}`,
  'learning-rate': ({ learningRate, step }) => `learning rate ${learningRate} from step ${step + 1}`,
  continued: ({ step, epochs }) => `continued from step ${step}, to train ${epochs} epochs in all`,
  paused: ({ step }) => `paused after step ${step}`,
  resumed: ({ step }) => `resumed after step ${step}`,
  warning: ({ message }) => message,
  'run-ended': ({ reason, message, step }) => `${reason} after step ${step}${message ? `: ${message}` : ''}`,
};

/** What is trained, on what, by what: one line of a log. */
export function startWords(run: RunStarted): string {
  const [height, width, channels] = run.shape;
  return [
    `${run.preset}: ${run.dataset}`,
    `${height * width * channels} -> ${run.codeSize} numbers`,
    `${formatCount(run.parameters)} parameters`,
    `${run.loss} loss`,
    `engine ${run.engine}`,
    `seed ${run.seed}`,
  ].join(', ');
}
