import { type Binding, runBindings } from '../keys.ts';
import { type ViewName, viewNames } from '../state/view-names.ts';
import { nextView } from './own-keys.ts';
import { views } from './table.ts';

const switches: readonly Binding[] = viewNames.map((name) => ({
  key: views[name].key,
  label: views[name].key,
  help: () => `${name}: ${views[name].about}`,
  press: ({ show }) => show({ view: name }),
}));

/** The keys that lead from one view to another. */
export const viewBindings: readonly Binding[] = [...switches, nextView];

/** Every key that does something in a view, once. */
export function bindingsIn(view: ViewName): readonly Binding[] {
  return [...runBindings, ...views[view].keys, ...viewBindings];
}
