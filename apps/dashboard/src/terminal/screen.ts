import type { WriteStream } from 'node:tty';

const csi = '\u001B[';
const enter = `${csi}?1049h${csi}?25l${csi}2J${csi}H`;
const leave = `${csi}?25h${csi}?1049l`;
/** Synchronized output: terminals that know it show the whole change at once, others ignore it. */
const beginUpdate = `${csi}?2026h`;
const endUpdate = `${csi}?2026l`;

/** The alternate screen of a terminal. Takes whole frames and writes only the rows that changed: no flicker. */
export interface Screen {
  paint(frame: string): void;
  /** Forgets what is shown, so that the next frame is written in full: after a resize. */
  forget(): void;
  /** Gives the normal screen and the cursor back. May be called twice. */
  close(): void;
}

export function openScreen(terminal: Pick<WriteStream, 'write'>): Screen {
  let shown: readonly string[] | undefined = [];
  let open = true;
  const close = (): void => {
    if (!open) return;
    open = false;
    process.off('exit', close);
    terminal.write(leave);
  };
  // Whatever ends the process, nobody is left in a terminal without a cursor.
  process.on('exit', close);
  terminal.write(enter);

  return {
    paint(frame) {
      if (!open) return;
      const rows = frame.split('\n');
      const changes = shown === undefined ? [`${csi}2J`] : [];
      const before = shown ?? [];
      for (let row = 0; row < Math.max(rows.length, before.length); row++) {
        const text = rows[row] ?? '';
        // Erased before it is written: behind a row as wide as the terminal, erasing takes its last cell.
        if (text !== (before[row] ?? '')) changes.push(`${csi}${row + 1};1H${csi}0m${csi}K${text}`);
      }
      if (changes.length > 0) terminal.write(beginUpdate + changes.join('') + endUpdate);
      shown = rows;
    },
    forget() {
      shown = undefined;
    },
    close,
  };
}
