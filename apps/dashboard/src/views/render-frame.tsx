import type { Surface } from '@hourglass/viz';
import { renderToString } from 'ink';
import type { Session } from '../session.ts';
import type { RunState } from '../state/run-state.ts';
import { initialUi } from '../state/ui.ts';
import type { ViewName } from '../state/view-names.ts';
import { shortPath } from '../terminal/short-path.ts';
import { Footer } from './Footer.tsx';
import { Frame } from './Frame.tsx';
import { SurfaceContext } from './surface.ts';

export interface FrameOptions {
  readonly view: ViewName;
  readonly columns: number;
  readonly rows: number;
  readonly surface: Surface;
}

/** One frame as text, as a terminal of this size would show it, without the keys: nobody hears them. */
export function renderFrame(
  state: RunState,
  session: Session,
  { view, columns, rows, surface }: FrameOptions,
): string {
  const footer = (
    <Footer ways={['']} warning={state.warning} directory={shortPath(session.directory)} width={columns} />
  );
  return renderToString(
    <SurfaceContext value={surface}>
      <Frame
        state={state}
        ui={{ ...initialUi, view }}
        columns={columns}
        rows={rows}
        stopping={false}
        session={session}
        footer={footer}
      />
    </SurfaceContext>,
    { columns },
  );
}
