import { clip, plain, visibleWidth } from '@hourglass/viz';
import { bindings, type KeyContext } from '../keys.ts';
import type { RunState } from '../state/run-state.ts';
import { Row } from './Row.tsx';
import { useStyle } from './surface.ts';

export interface FooterProps {
  readonly state: RunState;
  readonly keys: KeyContext;
  /** Without it no key is named that would not be heard. */
  readonly canType: boolean;
  readonly directory: string | undefined;
  readonly width: number;
}

/** The keys, and beside them the newest warning, or where the run's files are. */
export function Footer({ state, keys, canType, directory, width }: FooterProps) {
  const style = useStyle();
  const shown = bindings.flatMap(({ label, short }) => {
    const word = short?.(keys);
    return word === undefined ? [] : [`${style.bold(label)} ${style.faint(word)}`];
  });
  const left = canType ? shown.join('   ') : style.faint(keys.owned ? 'Ctrl-C stops' : 'Ctrl-C detaches');
  const room = width - visibleWidth(left) - 2;
  const note = (text: string): string => clip(plain(text), Math.max(0, room), style.sign('…', '~'));
  const right = state.warning
    ? style.color(note(state.warning), 'yellow')
    : style.faint(note(directory ?? ''));
  return <Row width={width} left={left} right={right} />;
}
