/** `npm run gallery`: writes the gallery of cards to dist/gallery/index.html. */

import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { galleryPage } from './page.ts';

const file = new URL('../../dist/gallery/index.html', import.meta.url);
await mkdir(new URL('.', file), { recursive: true });
await writeFile(file, await galleryPage());
process.stdout.write(`${fileURLToPath(file)}\n`);
