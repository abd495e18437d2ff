import { runFiles } from '../files/layout.ts';
import type { DamagedCheckpoint } from './find-checkpoint.ts';

/** What is wrong with a checkpoint, as the first half of a sentence that says what is done about it. */
export function damageWords({ name, problem }: DamagedCheckpoint): string {
  return `a checkpoint is damaged (${runFiles.checkpoints}/${name}: ${problem})`;
}
