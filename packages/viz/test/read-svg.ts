import { SaxesParser } from 'saxes';

/** How many elements of each name a document has, and its text. Throws where it is no well-formed XML. */
export function readSvg(svg: string): {
  readonly elements: Record<string, number>;
  readonly texts: string[];
} {
  const elements: Record<string, number> = {};
  const texts: string[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name }) => {
    elements[name] = (elements[name] ?? 0) + 1;
  });
  parser.on('text', (text) => {
    if (text.trim() !== '') texts.push(text);
  });
  parser.write(svg).close();
  return { elements, texts };
}
