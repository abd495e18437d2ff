import {
  formatDuration,
  formatPercent,
  formatRate,
  progressBar,
  sparkline,
  visibleWidth,
} from '@hourglass/viz';
import { type Progress, progressOf } from '../state/progress.ts';
import type { RunState } from '../state/run-state.ts';
import { teacherWords } from '../state/teacher-words.ts';
import type { Style } from '../terminal/style.ts';
import { Row } from './Row.tsx';
import { roles } from './roles.ts';
import { stopwatch } from './stopwatch.ts';
import { useStyle } from './surface.ts';

export interface ProgressRowProps {
  readonly state: RunState;
  readonly width: number;
}

const sparkWidth = 12;

/** Epoch, bar, share, time left, and speed with its recent past. */
export function ProgressRow({ state, width }: ProgressRowProps) {
  const style = useStyle();
  const progress = progressOf(state);
  if (!progress)
    return (
      <Row
        width={width}
        left={style.faint(`reading data and measuring what to compare with ${style.sign('…', '...')}`)}
      />
    );
  if (state.teacher) return <Row width={width} left={teacherRow(state.teacher, width, style)} />;
  const digits = String(progress.epochs).length;
  const before = `epoch ${style.bold(String(progress.epoch).padStart(digits))}/${progress.epochs}  `;
  const after = `  ${formatPercent(progress.done, 0).padStart(4)}  ${left(state, progress)}`;
  const speed = speedOf(state, style);
  const bar = Math.max(0, width - visibleWidth(before) - visibleWidth(after) - visibleWidth(speed));
  return (
    <Row
      width={width}
      left={
        before +
        progressBar(progress.done, { ...style.surface, width: bar, tone: roles.code }) +
        after +
        speed
      }
    />
  );
}

/** What the teacher does, and how far it is with that. */
function teacherRow(
  { phase, done, of }: NonNullable<RunState['teacher']>,
  width: number,
  style: Style,
): string {
  const before = `teacher ${teacherWords[phase]}  `;
  const after = `  ${formatPercent(done / of, 0).padStart(4)}`;
  const bar = Math.max(0, width - visibleWidth(before) - visibleWidth(after));
  return before + progressBar(done / of, { ...style.surface, width: bar, tone: roles.code }) + after;
}

/** Always as wide, so that the bar beside it does not jump. */
function left(state: RunState, { done, left }: Progress): string {
  if (state.end) return `in ${formatDuration(state.clock.now)}`.padEnd(10);
  // The last evaluation asks every test picture.
  if (done === 1) return 'measuring'.padEnd(10);
  return (left === undefined ? '' : `${stopwatch(Math.ceil(left))} left`).padEnd(10);
}

function speedOf(state: RunState, style: Style): string {
  const past = state.speeds.slice(-2 * sparkWidth);
  const speed = state.end?.imagesPerSecond ?? mean(past.slice(-5));
  if (past.length === 0 || speed === undefined) return '';
  // From 0 to a little above the fastest, so that an even speed is an even line and not a full block.
  const max = 1.4 * Math.max(...past);
  const line = sparkline(past, { ...style.surface, width: sparkWidth, min: 0, max, tone: 'gray' });
  return `${formatRate(speed, 'img').padStart(12)} ${line}`;
}

function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}
