/** The gallery as one page that needs nothing else: every card, Microsoft's renderer and the host configurations of Teams are inside of it. */

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { drawAll } from './scenes.ts';
import { hostConfig, themes } from './hostConfigs.ts';

const require = createRequire(import.meta.url);
const ofPackage = async (path: string): Promise<string> => await readFile(require.resolve(path), 'utf8');
const ofPage = async (name: string): Promise<string> => await readFile(new URL(`page/${name}`, import.meta.url), 'utf8');

export async function galleryPage(): Promise<string> {
  const data = { scenes: await drawAll(), hostConfigs: Object.fromEntries(themes.map((theme) => [theme, hostConfig(theme)])) };
  const parts: Readonly<Record<string, string>> = {
    style: await ofPage('page.css'),
    data: JSON.stringify(data).replaceAll('<', String.raw`\u003c`), // nothing in a card ends the script element
    adaptivecards: await ofPackage('adaptivecards/dist/adaptivecards.min.js'),
    markdown: await ofPackage('markdown-it/dist/markdown-it.min.js'),
    script: await ofPage('page.js'),
  };
  return (await ofPage('page.html')).replace(/\{\{(\w+)\}\}/g, (_place, name: string) => partOf(parts, name));
}

function partOf(parts: Readonly<Record<string, string>>, name: string): string {
  const part = parts[name];
  if (part === undefined) throw new Error(`Nobody says what {{${name}}} of the page is`);
  return part;
}
