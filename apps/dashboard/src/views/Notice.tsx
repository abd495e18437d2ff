import { clip, plain, visibleWidth } from '@hourglass/viz';
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
  const lines = wrapWords(text, width);
  const shown = lines.slice(0, height - 1);
  if (lines.length >= height)
    shown.push(clip(lines.slice(height - 1).join(' '), width, style.sign('…', '~')));
  return (
    <Lines lines={Array.from({ length: height }, (_, line) => style.color(shown[line] ?? ' ', 'red'))} />
  );
}

/** Breaks at blanks, and where the text itself has a line break. */
function wrapWords(text: string, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const word of plain(paragraph).split(' ')) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (line === '' || visibleWidth(longer) <= width) line = longer;
      else {
        lines.push(line);
        line = word;
      }
    }
    return [...lines, line].map((one) => clip(one, width, '~'));
  });
}
