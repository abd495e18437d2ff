import { z } from 'zod';

/**
 * The control socket speaks NDJSON: one `ControlRequest` a line in, one `ControlReply` a line out, in
 * the same order. A connection may ask as often as it likes.
 */
export const runCommands = ['pause', 'resume', 'stop'] as const;

/** `stop` ends the run after the step at hand, with a checkpoint. */
export type RunCommand = (typeof runCommands)[number];

export const requestSchema = z.object({ command: z.enum(runCommands) });
export type ControlRequest = z.infer<typeof requestSchema>;

export const replySchema = z.union([
  z.object({ ok: z.literal(true) }),
  z.object({ ok: z.literal(false), error: z.string() }),
]);
export type ControlReply = z.infer<typeof replySchema>;

/** No line of this protocol is longer, in characters; who sends more is cut off. */
export const longestLine = 4096;
