import { z } from 'zod';

/**
 * The control socket speaks NDJSON: one `ControlRequest` a line in, one `ControlReply` a line out, in
 * the same order. A connection may ask as often as it likes.
 */
export const runCommands = ['pause', 'resume', 'step', 'checkpoint', 'stop'] as const;

/** `step` lets a paused run go on to its next event; `stop` ends the run after the step at hand, with a checkpoint. */
export type RunCommand = (typeof runCommands)[number];

/** What a run can be told: a command, or another base rate for its schedule. */
export type RunOrder = RunCommand | { readonly learningRate: number };

export const requestSchema = z.union([
  z.strictObject({ command: z.enum(runCommands) }),
  z.strictObject({ learningRate: z.number().positive() }),
]);
export type ControlRequest = z.infer<typeof requestSchema>;

export const replySchema = z.union([
  z.object({ ok: z.literal(true) }),
  z.object({ ok: z.literal(false), error: z.string() }),
]);
export type ControlReply = z.infer<typeof replySchema>;

/** No line of this protocol is longer, in characters; who sends more is cut off. */
export const longestLine = 4096;
