import { constants } from 'node:os';

/** What belongs to the shell while the program stands still. */
export interface Suspendable {
  /** Gives it back. */
  suspend(): void;
  /** Takes it again. */
  resume(): void;
}

/** Stops and goes on as the shell's job control asks for. */
export interface Suspension {
  /** As Ctrl-Z does elsewhere; here the terminal sends that key to the program. */
  suspend(): void;
  close(): void;
}

/** Where a process cannot be stopped, no key says that it can. */
export const canSuspend = 'SIGTSTP' in constants.signals;

/** Nobody stops a process that no shell could wake again: then it goes on at once. */
const awakeMs = 100;

/**
 * Gives the terminal back before the process stops, by a key or by `kill -TSTP`, and takes it again when the shell
 * wakes it; after `kill -STOP` too, which nobody can prepare for.
 */
export function createSuspension(parts: readonly Suspendable[]): Suspension {
  let isSuspended = false;
  let timer: NodeJS.Timeout | undefined;

  const resume = (): void => {
    clearTimeout(timer);
    isSuspended = false;
    // Once: after a `kill -STOP` it listens already.
    process.off('SIGTSTP', stopThis);
    process.on('SIGTSTP', stopThis);
    for (const part of parts) part.resume();
    // A shell's job hears nothing of a window that becomes larger or smaller meanwhile: Node looks when it is told.
    process.kill(process.pid, 'SIGWINCH');
  };

  /** @param target a process, or 0: all of the shell's job, which waits for this one, such as npm. */
  const stop = (target: number): void => {
    if (isSuspended) return;
    isSuspended = true;
    for (const part of parts) part.suspend();
    // Without a listener the signal does what it does to any program.
    process.off('SIGTSTP', stopThis);
    process.kill(target, 'SIGTSTP');
    timer = setTimeout(resume, awakeMs);
  };

  const stopThis = (): void => stop(process.pid);

  if (canSuspend) {
    process.on('SIGTSTP', stopThis);
    process.on('SIGCONT', resume);
  }
  return {
    suspend: () => {
      if (canSuspend) stop(0);
    },
    close() {
      clearTimeout(timer);
      process.off('SIGTSTP', stopThis);
      process.off('SIGCONT', resume);
    },
  };
}
