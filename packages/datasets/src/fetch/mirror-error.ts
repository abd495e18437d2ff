/** Why a try to fetch from a mirror failed: a short reason, and whether another try makes sense. */
export class MirrorError extends Error {
  override readonly name = 'MirrorError';
  readonly again: boolean;
  constructor(reason: string, { again }: { again: boolean }) {
    super(reason);
    this.again = again;
  }
}
