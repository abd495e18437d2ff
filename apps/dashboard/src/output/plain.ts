import type {
  ContinuedEvent,
  EpochEvent,
  LearningRateEvent,
  RunStarted,
  TeacherEvent,
  TrainingEvent,
} from '@hourglass/models/config';
import { formatDuration, formatLoss, formatPercent, formatRate } from '@hourglass/viz';
import { startWords } from '../state/log.ts';
import { codeHistory } from '../state/quality.ts';
import type { RunState } from '../state/run-state.ts';
import { teacherWords } from '../state/teacher-words.ts';
import type { Printer } from './follow.ts';
import { summary } from './summary.ts';

/** One line an epoch, for logs and pipes; a summary at the end. Warnings go to `warn`. */
export function plainPrinter(write: (text: string) => void, warn: (line: string) => void): Printer {
  // An epoch's evaluations come after it, so its line waits for the next thing that happens.
  let waiting: EpochEvent | undefined;
  let taught: TeacherEvent['phase'] | undefined;
  const flush = (state: RunState): void => {
    if (waiting) write(`${epochLine(waiting, state)}\n`);
    waiting = undefined;
  };

  const lines: { readonly [Type in TrainingEvent['type']]?: (event: never, state: RunState) => void } = {
    'run-started': (event: RunStarted) => write(`${startWords(event)}\n`),
    step: (_event, state) => flush(state),
    // A line a phase: logs want no bar.
    teacher: (event: TeacherEvent) => {
      if (event.phase !== taught) write(`teacher: ${teacherWords[event.phase]}\n`);
      taught = event.phase;
    },
    epoch: (event: EpochEvent, state) => {
      flush(state);
      waiting = event;
    },
    paused: (_event, state) => {
      flush(state);
      write('paused\n');
    },
    resumed: () => write('resumed\n'),
    'learning-rate': (event: LearningRateEvent) =>
      write(`learning rate ${event.learningRate} from step ${event.step + 1}\n`),
    continued: (event: ContinuedEvent, state) => {
      flush(state);
      write(`continued from step ${event.step}\n`);
    },
    warning: (event: Extract<TrainingEvent, { type: 'warning' }>) => warn(event.message),
    'run-ended': (_event, state) => flush(state),
  };

  return {
    event: (event, state) => lines[event.type]?.(event as never, state),
    end: (state, session) => {
      flush(state);
      const text = summary(state, session.directory, {});
      if (text !== '') write(`${text}\n`);
    },
  };
}

function epochLine(event: EpochEvent, state: RunState): string {
  const epochs = String(state.run?.epochs ?? event.epoch);
  const cosine = codeHistory(state, 'cosine').findLast(({ epoch }) => epoch === event.epoch);
  return [
    `epoch ${String(event.epoch).padStart(epochs.length)}/${epochs}`,
    `train ${formatLoss(event.trainLoss)}`,
    `test BCE ${formatLoss(event.testBce)} (${formatLoss(event.excessBce)} above the floor)`,
    `PSNR ${event.psnr.toFixed(1)} dB`,
    formatRate(event.imagesPerSecond, 'img'),
    formatDuration(event.seconds),
    ...(cosine ? [`sample p@10 ${formatPercent(cosine.precisionAt10)}`] : []),
  ].join('  ');
}
