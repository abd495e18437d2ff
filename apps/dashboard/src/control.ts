import { setTimeout as sleep } from 'node:timers/promises';
import type { Order, Session } from './session.ts';

/** How a person's wishes reach the run. One for each command, whatever it shows. */
export interface Control {
  /** Aborted when nobody wants to hear the run any more. */
  readonly signal: AbortSignal;
  /** Ctrl-C was pressed. */
  readonly interrupted: boolean;
  /** The end of the run was asked for. */
  readonly stopping: boolean;
  /** Why nobody watches any more, though the run goes on. */
  readonly left: Leave | undefined;
  /** Resolves when the person wants to go, whatever becomes of the run. */
  readonly asked: Promise<void>;
  /** Tells the control of its run. What was asked before is passed on now. */
  attach(session: Session): void;
  /** The run has ended: nothing is passed on to it any more. */
  release(): void;
  pause(): void;
  resume(): void;
  /**
   * Asks an own run to stop; leaves a watched one alone and stops listening. Resolves when the run has heard,
   * which is before it has ended.
   */
  quit(): Promise<void>;
  /** Ctrl-C: the first time like `quit`, the second time it ends everything at once. */
  interrupt(): void;
  /** Ends the viewer and leaves the run alone, even an own one: nobody can see it any more. */
  leave(why: Leave): void;
}

export interface Leave {
  /** A sentence without its full stop. */
  readonly why: string;
  readonly exitCode: number;
}

const retryMs = 200;
const mostTries = 50;

/** Asks a run to stop. One that is still being set up may not listen yet: it is asked again for a while. */
async function untilHeard(running: Session, current: () => Session | undefined): Promise<void> {
  for (let tries = 0; current() === running && tries < mostTries; tries++) {
    const heard = await running.steer('stop').then(
      () => true,
      () => false,
    );
    if (heard) return;
    await sleep(retryMs);
  }
}

export function createControl(exitNow: () => void): Control {
  const listening = new AbortController();
  let session: Session | undefined;
  /** A process is on its way that is not known yet: whoever leaves now leaves it behind. */
  let opening = true;
  let endsAtOnce = false;
  let interrupted = false;
  let stopping = false;
  let left: Leave | undefined;
  let told: Promise<void> | undefined;
  let ask = (): void => undefined;
  const asked = new Promise<void>((resolve) => {
    ask = resolve;
  });

  const send = async (order: Order): Promise<void> => {
    // A run that has just ended takes no orders, and says so itself.
    await session?.steer(order).catch(() => undefined);
  };

  const end = (): void => {
    session?.kill();
    exitNow();
  };

  const quit = (): Promise<void> => {
    stopping = true;
    ask();
    if (session && !session.owned) listening.abort();
    if (session?.owned) told ??= untilHeard(session, () => session);
    return told ?? Promise.resolve();
  };

  return {
    signal: listening.signal,
    get interrupted() {
      return interrupted;
    },
    get stopping() {
      return stopping;
    },
    get left() {
      return left;
    },
    asked,
    attach(opened) {
      opening = false;
      session = opened;
      if (endsAtOnce) end();
      else if (stopping) void quit();
    },
    release() {
      session = undefined;
    },
    pause: () => void send('pause'),
    resume: () => void send('resume'),
    quit,
    interrupt() {
      if (interrupted && opening) endsAtOnce = true;
      else if (interrupted) end();
      interrupted = true;
      void quit();
    },
    leave(why) {
      left ??= why;
      ask();
      listening.abort();
    },
  };
}
