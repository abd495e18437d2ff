/** What a command can end with. The last two are 128 and the number of the signal, as in a shell. */
export const exitCodes = { ok: 0, failed: 1, usage: 2, hungUp: 129, interrupted: 130 } as const;

/** The command itself was wrong: nothing was tried. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Ctrl-C ended it. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
}

/** Errors of other packages that mean the same, told by name so that none is loaded just to ask. */
const usageErrors: readonly string[] = ['UsageError', 'ConfigError'];

/** The same, for errors that all have one name: told by their code. */
const usageCodes: readonly unknown[] = ['UNKNOWN_DATASET', 'INPUT_INVALID'];

/** The exit code of a command that threw this. */
export function exitCodeOf(error: unknown): number {
  if (!(error instanceof Error)) return exitCodes.failed;
  if (error instanceof InterruptedError) return exitCodes.interrupted;
  const isUsage = usageErrors.includes(error.name) || usageCodes.includes((error as { code?: unknown }).code);
  return isUsage ? exitCodes.usage : exitCodes.failed;
}

/** One line for a person: no stack, no class name. */
export function lineOf(program: string, error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return `${program}: ${message.trim().replace(/\s*\n\s*/g, ' ')}`;
}
