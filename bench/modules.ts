/** Loaded before a measured program (`--import`): counts the modules that it loads, and tells whoever asks. Never while times are measured. */

import { registerHooks } from 'node:module';

const loaded = new Set<string>();
registerHooks({
  load: (url, context, next) => {
    if (!url.startsWith('node:')) loaded.add(url);
    return next(url, context);
  },
});
process.on('message', () => process.send?.({ modules: [...loaded] }));
process.channel?.unref(); // the program itself decides how long it lives
