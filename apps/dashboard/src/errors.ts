/** What a command can end with. */
export const exitCodes = { ok: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/** The command itself was wrong: nothing was tried. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Errors of other packages that mean the same, told by name so that none is loaded just to ask. */
const usageErrors: readonly string[] = ['UsageError', 'ConfigError'];

export function exitCodeOf(error: unknown): number {
  return error instanceof Error && usageErrors.includes(error.name) ? exitCodes.usage : exitCodes.failed;
}

/** One line for a person: no stack, no class name. */
export function lineOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return `hourglass: ${message.trim().replace(/\s*\n\s*/g, ' ')}`;
}
