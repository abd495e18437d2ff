import { chromeRows, layoutFor } from '../layout.ts';
import { Panels } from '../Panels.tsx';
import { SmallPanels } from '../SmallPanels.tsx';
import type { ViewProps } from '../view.ts';

/** Something of everything. */
export function Overview({ state, ui, measure, size }: ViewProps) {
  const layout = layoutFor(size.width, size.height + chromeRows + 1);
  if (layout.kind === 'too-small') return null;
  if (layout.kind === 'full') return <Panels state={state} ui={ui} measure={measure} layout={layout} />;
  return <SmallPanels state={state} ui={ui} measure={measure} layout={layout} />;
}
