import { EngineError } from '../errors.ts';

/** A library's error in one line: a failed `require` adds a stack of paths that helps nobody. */
export function messageOf(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  return message.split('\n', 1)[0]!.replace(/\.$/, '');
}

export function unavailable(what: string, cause: unknown): EngineError {
  return new EngineError('RUNTIME_UNAVAILABLE', `${what}. Reinstall it, or choose another engine.`, {
    cause,
  });
}
