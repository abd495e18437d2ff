import { clip } from '@hourglass/viz';
import { wrapWords } from '../terminal/wrap-words.ts';
import { Lines } from './Lines.tsx';
import { useStyle } from './surface.ts';

export interface NoticeProps {
  readonly text: string;
  readonly width: number;
  readonly height: number;
}

/** What went wrong, in as many lines as there are. What does not fit is cut. */
export function Notice({ text, width, height }: NoticeProps) {
  const style = useStyle();
  const lines = wrapWords(text, width).map((line) => clip(line, width, style.sign('…', '~')));
  const shown = lines.slice(0, height - 1);
  if (lines.length >= height)
    shown.push(clip(lines.slice(height - 1).join(' '), width, style.sign('…', '~')));
  return (
    <Lines lines={Array.from({ length: height }, (_, line) => style.color(shown[line] ?? ' ', 'red'))} />
  );
}
