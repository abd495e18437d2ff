/** Where a wait is drawn, without knowing what is waited for. */
export interface ProgressOutput {
  /** Shows how far it is: `line` is drawn on a terminal, `text` is for logs. */
  show(line: (width: number) => string, text: () => string): void;
  /** Clears what is drawn, before other words. */
  clear(): void;
}

export interface Timing {
  /** What takes less is not shown at all. */
  readonly quietMs: number;
  /** Logs get a line so often. */
  readonly everyMs: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
}

const timing: Timing = { quietMs: 300, everyMs: 5000, now: () => performance.now() };

/** Whether nobody wants to know how far it is: a log that is compared line by line, for one. */
export function isProgressUnwanted({ HOURGLASS_NO_PROGRESS: setting } = process.env): boolean {
  return setting !== undefined && setting !== '' && setting !== '0';
}

/** One line that is drawn over and over on a terminal; now and then a line elsewhere; nothing if it is unwanted. */
export function progressOutput(
  stream: NodeJS.WriteStream = process.stderr,
  { quietMs, everyMs, now }: Timing = timing,
): ProgressOutput {
  const isUnwanted = isProgressUnwanted();
  const drawsOver = stream.isTTY === true && process.env.TERM !== 'dumb';
  let nextLine = now() + quietMs;
  let drawn = false;
  return {
    show(line, text) {
      if (isUnwanted || now() < nextLine) return;
      if (drawsOver) {
        stream.write(`\r${line(stream.columns || 80)}\u001B[K`);
        drawn = true;
        return;
      }
      stream.write(`${text()}\n`);
      nextLine = now() + everyMs;
    },
    clear() {
      if (drawn) stream.write('\r\u001B[K');
      drawn = false;
    },
  };
}
