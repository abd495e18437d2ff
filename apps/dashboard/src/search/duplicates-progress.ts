import type { DuplicateProgress } from '@hourglass/library';
import { formatPercent, progressBar } from '@hourglass/viz';
import { progressOutput } from '../data/progress-output.ts';

/** Does `work`, and shows on stderr how far it is. */
export async function withDuplicateProgress<T>(
  work: (options: { onProgress: (progress: DuplicateProgress) => void }) => Promise<T>,
): Promise<T> {
  const output = progressOutput();
  try {
    return await work({
      onProgress({ phase, done, total }) {
        const share = total === 0 ? 1 : Math.min(1, done / total);
        const text = `${phase}: ${formatPercent(share, 0)} of ${total} pictures`;
        output.show(
          () => `${progressBar(share, { width: 30 })}  ${text}`,
          () => `duplicates: ${text}`,
        );
      },
    });
  } finally {
    output.clear();
  }
}

/** How the threshold came about. */
export function calibrationText(
  { threshold, decoys, falseMatches }: { threshold: number; decoys: number; falseMatches: number },
  pictures: number,
): string {
  const mistakes = Math.round(falseMatches * pictures);
  return (
    `similar: cosine below ${threshold.toFixed(4)}, where ${falseMatches} of ${decoys} decoys (own pictures, turned ` +
    `upside down) find something by mistake; so expect about ${mistakes} of ${pictures} pictures to be here by mistake.`
  );
}
