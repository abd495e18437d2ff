import type { TrainingEvent } from '@hourglass/models/config';
import type { Surface } from '@hourglass/viz';
import { renderToString } from 'ink';
import { createControl } from '../../src/control.ts';
import { createStore } from '../../src/state/store.ts';
import type { ViewName } from '../../src/state/view-names.ts';
import { Dashboard } from '../../src/views/Dashboard.tsx';
import { SurfaceContext } from '../../src/views/surface.ts';

export interface RenderOptions {
  readonly columns: number;
  readonly rows: number;
  readonly surface?: Surface;
  readonly owned?: boolean;
  readonly view?: ViewName;
}

/** The dashboard's frame after some events, as text. */
export function renderDashboard(events: readonly TrainingEvent[], options: RenderOptions): string {
  const {
    columns,
    rows,
    surface = { color: 'none', unicode: true },
    owned = true,
    view = 'overview',
  } = options;
  const store = createStore();
  for (const event of events) store.dispatch(event);
  store.flush();
  const terminal = { columns, rows, on: () => undefined, off: () => undefined };
  return renderToString(
    <SurfaceContext value={surface}>
      <Dashboard
        store={store}
        control={createControl(() => undefined)}
        terminal={terminal}
        session={{ directory: 'runs/mnist-64-demo', owned }}
        keyboard={{ listen: () => () => undefined }}
        suspend={() => undefined}
        view={view}
      />
    </SurfaceContext>,
    { columns },
  );
}
