import { useEffect, useState } from 'react';

/** The part of a terminal that has a size. */
export interface SizedTerminal {
  readonly columns: number;
  readonly rows: number;
  on(event: 'resize', listener: () => void): unknown;
  off(event: 'resize', listener: () => void): unknown;
}

/** Columns and rows of the terminal, now and after each resize. */
export function useTerminalSize(terminal: SizedTerminal): {
  readonly columns: number;
  readonly rows: number;
} {
  const [size, setSize] = useState({ columns: terminal.columns, rows: terminal.rows });
  useEffect(() => {
    const measure = (): void => setSize({ columns: terminal.columns, rows: terminal.rows });
    terminal.on('resize', measure);
    return () => void terminal.off('resize', measure);
  }, [terminal]);
  return size;
}
