import { clip, plain, visibleWidth } from '@hourglass/viz';
import { Row } from './Row.tsx';
import { useStyle } from './surface.ts';

export interface FooterProps {
  /** What stands on the left, from the longest to the shortest. */
  readonly ways: readonly string[];
  readonly warning: string | undefined;
  readonly directory: string | undefined;
  readonly width: number;
}

/** A warning is worth so many columns, if it has as many letters. */
const warningWidth = 14;

/** The keys and the views, and beside them the newest warning, or where the run's files are. */
export function Footer({ ways, warning, directory, width }: FooterProps) {
  const style = useStyle();
  const warned = warning === undefined ? 0 : Math.min(warningWidth, visibleWidth(plain(warning)) + 2);
  const within = (room: number) => (way: string) => visibleWidth(way) <= room;
  // The shortest way names no key but the views': a warning is no reason for that.
  const left = ways.slice(0, -1).find(within(width - warned)) ?? ways.find(within(width)) ?? ways.at(-1)!;
  const room = Math.max(0, width - visibleWidth(left) - 2);
  const note = (text: string): string => clip(plain(text), room, style.sign('…', '~'));
  const right =
    warning === undefined ? style.faint(note(directory ?? '')) : style.color(note(warning), 'yellow');
  return <Row width={width} left={left} right={right} />;
}
