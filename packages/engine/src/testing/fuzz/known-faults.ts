/** A fault that is known and not mended yet: which failures are its. All that is given must match. */
export interface KnownFault {
  readonly kind: string;
  readonly subject?: RegExp;
  readonly message?: RegExp;
  readonly program?: RegExp;
}

/** What a failure is told by. */
export type Failure = Readonly<Record<'subject' | 'message' | 'program', string>>;

/** A kind that no case of the fixed seeds shows any more must leave this list: a test says so. */
export const knownFaults: readonly KnownFault[] = [];

export function faultOf(failure: Failure): KnownFault | undefined {
  const parts = ['subject', 'message', 'program'] as const;
  return knownFaults.find((fault) => parts.every((part) => fault[part]?.test(failure[part]) ?? true));
}
