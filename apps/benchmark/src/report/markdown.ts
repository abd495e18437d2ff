import { markdownTable } from '@hourglass/viz';
import type { RawResult } from '../result.ts';
import { chartLines } from './chart.ts';
import { explanationsOf, figuresOf, suiteOf, titlesOf } from './figures.ts';
import { provenanceOf } from './provenance.ts';

/** One result as a section of Markdown. */
export function renderMarkdown(result: RawResult): string {
  const { title, question } = suiteOf(result);
  const header = titlesOf(result, true);
  const align = header.map((_, column) => (column === 0 ? 'left' : 'right') as 'left' | 'right');
  const drawn = chartLines(result, { color: 'none', unicode: true }, 76);
  const chart = drawn.length > 0 ? ['```text', ...drawn, '```', ''] : [];
  const lines = [
    `# ${title}`,
    '',
    question,
    '',
    ...markdownTable(figuresOf(result), { header, align }),
    '',
    ...chart,
    ...explanationsOf(result).map(({ titles, text }) => `- **${titles}**: ${text}`),
    '',
    ...provenanceOf(result).map(([label, text]) => `- ${label}: ${code(label, text)}`),
  ];
  return `${lines.join('\n')}\n`;
}

function code(label: string, text: string): string {
  return label === 'command' || label === 'config' ? `\`${text}\`` : text;
}
