import { plain, visibleWidth } from '@hourglass/viz';

/** Breaks at blanks, and where the text itself has a line break. A word that is wider stays whole. */
export function wrapWords(text: string, width: number): string[] {
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
    return [...lines, line];
  });
}
