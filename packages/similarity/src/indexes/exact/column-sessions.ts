import { createSession, type Session } from '@hourglass/engine/graph';
import { columnGraph } from './column-graph.ts';

/** Sessions that score rows laid out by columns, one to a number of columns, made when they are first asked for. */
export interface ColumnSessions {
  of(columns: number): Promise<Session>;
  close(): Promise<void>;
}

export function columnSessions(threads: number | undefined): ColumnSessions {
  const made = new Map<number, Session>();
  return {
    async of(columns) {
      const session =
        made.get(columns) ??
        (await createSession(columnGraph(columns), threads === undefined ? {} : { threads }));
      made.set(columns, session);
      return session;
    },
    async close() {
      for (const session of made.values()) await session.close();
    },
  };
}
