import type { TrainConfig } from '../config/train-config.ts';
import type { Judgement } from './plateau.ts';
import type { createProgress } from './progress.ts';

/** Why a run is to end before its epochs are over, or `undefined`. */
export function endOfBudget(
  { maxSteps = Infinity, maxMinutes }: Pick<TrainConfig, 'maxSteps' | 'maxMinutes'>,
  progress: ReturnType<typeof createProgress>,
): string | undefined {
  if (progress.step >= maxSteps) return `all ${maxSteps} steps are done`;
  const over = maxMinutes !== undefined && progress.now() >= maxMinutes * 60;
  return over ? `its ${maxMinutes} minutes are over` : undefined;
}

/** The same for epochs that bring nothing any more. */
export function endOfPatience(
  { earlyStop }: Pick<TrainConfig, 'earlyStop'>,
  { best, plateau }: Judgement,
): string | undefined {
  if (earlyStop === undefined || plateau.waited < earlyStop.patience) return undefined;
  return `no epoch was better than epoch ${best?.epoch} for ${plateau.waited} evaluations`;
}
