import { readFileSync } from 'node:fs';

export function ownVersion(): string {
  return versionIn(new URL('../package.json', import.meta.url));
}

export function versionIn(manifest: URL | string): string {
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}
