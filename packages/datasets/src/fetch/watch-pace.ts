import type { DownloadLimits } from './limits.ts';
import { MirrorError } from './mirror-error.ts';

export interface Pace {
  /** Aborts with a `MirrorError` when too little comes. */
  readonly signal: AbortSignal;
  /** Notes the bytes received so far. */
  note(received: number): void;
  stop(): void;
}

/** One rule for servers that are silent and for those that send a byte now and then. */
export function watchPace({ windowMs, windowBytes }: DownloadLimits): Pace {
  const controller = new AbortController();
  let received = 0;
  let before = 0;
  const timer = setInterval(() => {
    if (received - before >= windowBytes) {
      before = received;
      return;
    }
    const reason = `only ${received - before} bytes in ${windowMs / 1000} s`;
    controller.abort(new MirrorError(reason, { again: true }));
  }, windowMs);
  return {
    signal: controller.signal,
    note: (bytes) => {
      received = bytes;
    },
    stop: () => clearInterval(timer),
  };
}
