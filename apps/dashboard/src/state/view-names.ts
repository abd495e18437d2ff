/** The views of a run, in the order in which Tab goes through them. Plain data: help texts name them too. */
export const viewNames = ['overview', 'train', 'pictures', 'neighbours', 'system', 'log'] as const;

export type ViewName = (typeof viewNames)[number];

export function isViewName(name: string): name is ViewName {
  return (viewNames as readonly string[]).includes(name);
}
