import type { RunState } from '../state/run-state.ts';
import type { Style } from '../terminal/style.ts';
import { Row } from './Row.tsx';
import { phaseSigns } from './roles.ts';
import { stopwatch } from './stopwatch.ts';
import { useStyle } from './surface.ts';

export interface HeaderProps {
  readonly state: RunState;
  readonly width: number;
  readonly stopping: boolean;
}

/** What is trained, on what, by what; and how the run stands. */
export function Header({ state, width, stopping }: HeaderProps) {
  const style = useStyle();
  return <Row width={width} left={what(state, style)} right={standing(state, stopping, style)} />;
}

function what({ run }: RunState, style: Style): string {
  const name = style.bold(style.color('hourglass', 'cyan'));
  if (!run) return name;
  const [height, width, channels] = run.shape;
  const arrow = style.sign('→', '->');
  const facts = [run.dataset, `${height * width * channels} ${arrow} ${run.codeSize}`, run.engine];
  const dot = style.faint(style.sign(' · ', ' - '));
  return `${name}  ${style.bold(run.preset)}${dot}${facts.join(dot)}`;
}

function standing(state: RunState, stopping: boolean, style: Style): string {
  const [unicode, ascii, color] = phaseSigns[state.phase];
  const words = stopping && !state.end ? 'stopping' : state.phase;
  const sign = style.color(`${style.sign(unicode, ascii)} ${words}`, color);
  // The time a run took stands beside its full bar.
  return state.run && !state.end ? `${sign}  ${style.faint(stopwatch(state.clock.now))}` : sign;
}
