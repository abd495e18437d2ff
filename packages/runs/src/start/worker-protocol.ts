import { z } from 'zod';
import { RunError } from '../errors.ts';

// What is said between who starts a run's process and that process: an argument, and an exit code.

const count = z.int().positive().optional();

/** What a run's process is told when it is to go on, as one argument in JSON. */
export const resumeOrderSchema = z.strictObject({
  changes: z.strictObject({ epochs: count, maxSteps: count, maxMinutes: z.number().positive().optional() }),
  /** Another base rate from here on. */
  learningRate: z.number().positive().optional(),
  /** Goes on although the data are not those that it was trained on. */
  changedData: z.boolean().optional(),
});
export type ResumeOrder = z.infer<typeof resumeOrderSchema>;

/** Node.js itself ends with codes up to 14. */
export const exitCodes = { ok: 0, failed: 1, changedData: 20 } as const;

/** What a run's process ends with if it could not begin. */
export function exitCodeOf(error: unknown): number {
  const isChange = error instanceof RunError && error.code === 'DATA_CHANGED';
  return isChange ? exitCodes.changedData : exitCodes.failed;
}
