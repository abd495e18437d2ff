import { clip, plain, visibleWidth } from '@hourglass/viz';
import type { LogLine } from '../../state/log.ts';
import { placeOf } from '../../state/moved.ts';
import type { Style } from '../../terminal/style.ts';
import { wrapWords } from '../../terminal/wrap-words.ts';
import { Lines } from '../Lines.tsx';
import { stopwatch } from '../stopwatch.ts';
import { useStyle } from '../surface.ts';
import type { ViewProps } from '../view.ts';

/** Everything the run said but for steps and pictures, the newest last. */
export function LogView({ state, ui, size }: ViewProps) {
  const style = useStyle();
  const { log } = state;
  const { width, height } = size;
  const last = placeOf(
    log.map(({ number }) => number),
    ui.line,
  );
  if (last < 0) return <Lines lines={[style.faint('the run has said nothing yet')]} />;
  const room = height - 1;
  let lines: string[] = [];
  for (let place = last; place >= 0 && lines.length < room; place--) {
    lines = [...rowsOf(log[place]!, width, style), ...lines];
  }
  // Before the first page is full, it is filled with what comes after.
  for (let place = last + 1; place < log.length && lines.length < room; place++) {
    lines.push(...rowsOf(log[place]!, width, style));
  }
  const shown = last === log.length - 1 ? lines.slice(-room) : lines.slice(Math.max(0, lines.length - room));
  return <Lines lines={[title(log, last, style), ...shown]} />;
}

function title(log: readonly LogLine[], last: number, style: Style): string {
  const warnings = log.filter(({ kind }) => kind === 'warning').length;
  const counted = warnings === 0 ? '' : `, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`;
  const kept = log[0]!.number === 0 ? '' : `, ${log[0]!.number} older ones are in its file`;
  return style.faint(`line ${last + 1} of ${log.length}${counted}${kept}`);
}

const timeWidth = 8;

/** One thing that was said, in as many rows as it needs. */
function rowsOf({ time, kind, text }: LogLine, width: number, style: Style): string[] {
  const room = width - timeWidth - 3;
  const isBad = kind === 'warning';
  const mark = isBad ? style.color(style.sign('▲', '!'), 'yellow') : ' ';
  return wrapWords(text, room).flatMap((row, first) => {
    const at = first === 0 ? stopwatch(time).padStart(timeWidth) : ' '.repeat(timeWidth);
    return pieces(plain(row), room).map((piece, rest) => {
      const words = isBad ? style.color(piece, 'yellow') : piece;
      return `${style.faint(rest === 0 ? at : ' '.repeat(timeWidth))} ${mark} ${words}`;
    });
  });
}

/** A word that is wider than the screen, a path mostly, cut into what fits. */
function pieces(text: string, width: number): string[] {
  const head = visibleWidth(text) <= width ? text : clip(text, width, '');
  return head === text || head === '' ? [text] : [head, ...pieces(text.slice(head.length), width)];
}
