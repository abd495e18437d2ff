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
}

const timing: Timing = { quietMs: 300, everyMs: 5000 };

/** One line that is drawn over and over on a terminal; now and then a line elsewhere. */
export function progressOutput(
  stream: NodeJS.WriteStream = process.stderr,
  { quietMs, everyMs }: Timing = timing,
): ProgressOutput {
  const started = performance.now();
  const drawsOver = stream.isTTY === true && process.env.TERM !== 'dumb';
  let nextLine = started + quietMs;
  let drawn = false;
  return {
    show(line, text) {
      const now = performance.now();
      if (now < nextLine) return;
      if (drawsOver) {
        stream.write(`\r${line(stream.columns || 80)}\u001B[K`);
        drawn = true;
        return;
      }
      stream.write(`${text()}\n`);
      nextLine = now + everyMs;
    },
    clear() {
      if (drawn) stream.write('\r\u001B[K');
      drawn = false;
    },
  };
}
