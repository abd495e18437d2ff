import { clip } from '@hourglass/viz';
import { Box, Text } from 'ink';
import type { Binding, KeyContext } from '../keys.ts';
import type { Size } from './layout.ts';
import { encoderColor, roles } from './roles.ts';
import { useStyle } from './surface.ts';

export interface HelpProps {
  readonly keys: KeyContext;
  /** The keys that do something now. */
  readonly bindings: readonly Binding[];
  readonly size: Size;
}

/** Every key, and what the panels show. */
export function Help({ keys, bindings, size }: HelpProps) {
  const style = useStyle();
  const widest = Math.max(...bindings.map(({ label }) => label.length));
  const room = Math.max(0, size.width - widest - 4);
  const lines = [
    ...bindings.map(({ label, help }) => {
      const words = clip(help(keys), room, style.sign('…', '~'));
      return `${style.color(label.padEnd(widest), 'cyan')}  ${words}`;
    }),
    '',
    style.bold('What you see'),
    `${style.color('train', roles.train)}, ${style.color('test', roles.code)}: BCE a pixel; the floor is what pictures have against themselves.`,
    `${style.color('PCA', roles.pca)}: the best that can be done linearly with as many numbers.`,
    `${style.color('sample p@10', encoderColor('code'))}: of the ten nearest, how many share the query's class, in a sample.`,
  ];
  return (
    <Box width={size.width} paddingLeft={1} flexDirection="column">
      {lines.slice(0, size.height).map((line) => (
        <Text key={line} wrap="truncate">
          {line}
        </Text>
      ))}
    </Box>
  );
}
