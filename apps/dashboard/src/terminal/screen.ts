import type { WriteStream } from 'node:tty';

const csi = '\u001B[';
/** A paste comes as one, so that no letter of it is taken for a key. */
const enter = `${csi}?1049h${csi}?2004h${csi}?25l${csi}2J${csi}H`;
const leave = `${csi}?25h${csi}?2004l${csi}?1049l`;
/** Synchronized output: terminals that know it show the whole change at once, others ignore it. */
const beginUpdate = `${csi}?2026h`;
const endUpdate = `${csi}?2026l`;

/** The alternate screen of a terminal. Takes whole frames and writes only the rows that changed: no flicker. */
export interface Screen {
  paint(frame: string): void;
  /** Forgets what is shown, so that the next frame is written in full: after a resize. */
  forget(): void;
  /** Writes the newest frame in full, once more. */
  repaint(): void;
  /** Gives the normal screen and the cursor back for a while; frames that come meanwhile wait. */
  suspend(): void;
  /** Takes the alternate screen again, whatever was done to it, and writes the newest frame in full. */
  resume(): void;
  /** Gives the normal screen and the cursor back. May be called twice. */
  close(): void;
}

export function openScreen(terminal: Pick<WriteStream, 'write'>): Screen {
  let frame: readonly string[] = [];
  let shown: readonly string[] | undefined = [];
  let state: 'open' | 'suspended' | 'closed' = 'open';

  const close = (): void => {
    if (state === 'open') terminal.write(leave);
    state = 'closed';
    process.off('exit', close);
  };

  const draw = (): void => {
    if (state !== 'open') return;
    const changes = shown === undefined ? [`${csi}2J`] : [];
    const before = shown ?? [];
    for (let row = 0; row < Math.max(frame.length, before.length); row++) {
      const text = frame[row] ?? '';
      // Erased before it is written: behind a row as wide as the terminal, erasing takes its last cell.
      if (text !== (before[row] ?? '')) changes.push(`${csi}${row + 1};1H${csi}0m${csi}K${text}`);
    }
    if (changes.length > 0) terminal.write(beginUpdate + changes.join('') + endUpdate);
    shown = frame;
  };

  // Whatever ends the process, nobody is left in a terminal without a cursor.
  process.on('exit', close);
  terminal.write(enter);

  return {
    paint(text) {
      frame = text.split('\n');
      draw();
    },
    forget() {
      shown = undefined;
    },
    repaint() {
      shown = undefined;
      draw();
    },
    suspend() {
      if (state !== 'open') return;
      terminal.write(leave);
      state = 'suspended';
    },
    resume() {
      if (state === 'closed') return;
      terminal.write(enter);
      state = 'open';
      shown = [];
      draw();
    },
    close,
  };
}
