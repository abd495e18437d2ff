import type { TrainingPlace } from '../checkpoints/training-checkpoint.ts';

export type Judgement = Pick<TrainingPlace, 'best' | 'plateau'>;

/** Before the first epoch was evaluated. */
export const noJudgement: Judgement = { best: null, plateau: { below: null, waited: 0 } };

/** What one more evaluated epoch means for the best so far, and for the waiting for a better one. */
export function judge(
  { best, plateau }: Judgement,
  epoch: NonNullable<TrainingPlace['best']>,
  minDelta: number,
): Judgement {
  const better = plateau.below === null || epoch.loss < plateau.below;
  return {
    best: best === null || epoch.loss < best.loss ? epoch : best,
    plateau: better
      ? { below: epoch.loss - minDelta, waited: 0 }
      : { ...plateau, waited: plateau.waited + 1 },
  };
}
