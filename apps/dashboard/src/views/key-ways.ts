import { type Binding, type KeyContext, runBindings } from '../keys.ts';
import { type ViewName, viewNames } from '../state/view-names.ts';
import type { Style } from '../terminal/style.ts';
import { views } from './table.ts';

/** Where no key is heard, none is named. */
export function withoutKeys({ owned }: KeyContext, style: Style): string {
  return style.faint(owned ? 'Ctrl-C stops' : 'Ctrl-C detaches');
}

/**
 * The keys and the views for a footer, from the longest to the shortest: with the names of all views, with that of the one
 * that is shown, without its own keys.
 */
export function keyWays(
  bindings: readonly Binding[],
  view: ViewName,
  keys: KeyContext,
  style: Style,
): readonly string[] {
  const wordsOf = (some: readonly Binding[]): string[] =>
    some.flatMap(({ label, short }) => {
      const word = short?.(keys);
      return word === undefined ? [] : [`${style.bold(label)} ${style.faint(word)}`];
    });
  const words = wordsOf(bindings);
  const named = viewNames.map((name) => viewWord(name, name === view, style));
  const numbered = viewNames.map((name) =>
    name === view ? viewWord(name, true, style) : style.bold(views[name].key),
  );
  const numbers = viewNames.map((name) =>
    name === view ? style.color(views[name].key, 'cyan') : style.bold(views[name].key),
  );
  return [
    `${words.join('   ')}   ${named.join('  ')}`,
    `${words.join(' ')}  ${named.join(' ')}`,
    `${words.join('  ')}   ${numbered.join(' ')}`,
    `${words.join(' ')} ${numbered.join(' ')}`,
    `${wordsOf(runBindings).join(' ')} ${numbered.join(' ')}`,
    `${wordsOf(runBindings).join(' ')} ${numbers.join(' ')}`,
    numbers.join(' '),
  ];
}

/** The key of a view and its name, which stands out where the view is the one that is shown. */
function viewWord(name: ViewName, isShown: boolean, style: Style): string {
  const word = isShown ? style.color(name, 'cyan') : style.faint(name);
  return `${style.bold(views[name].key)} ${word}`;
}
