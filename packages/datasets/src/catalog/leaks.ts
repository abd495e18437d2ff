import type { DatasetDefect } from './record.ts';

/** Test pictures that are in the training split too, from lines of a test picture and its twin. */
export function leaks(lines: string): readonly DatasetDefect[] {
  return lines
    .trim()
    .split('\n')
    .map((line) => {
      const [picture, twin] = line.split(' ') as [string, string];
      const kind = picture === twin ? 'duplicate' : 'near-duplicate';
      return { kind, split: 'test', picture, twin: { split: 'train', picture: twin } };
    });
}
