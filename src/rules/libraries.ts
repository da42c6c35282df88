/** Libraries that a start does not need: they are loaded when a rule first asks for one, or in idle time, whichever comes first. What they are asked is the rules' business. */

import { createRequire } from 'node:module';

// `require`, because rules are synchronous, and a static import would keep the first person waiting.
const require = createRequire(import.meta.url);

// `require` knows no types.
export const phones = () => require('libphonenumber-js/min') as typeof import('libphonenumber-js/min');
export const mobileExamples = () => require('libphonenumber-js/mobile/examples') as typeof import('libphonenumber-js/mobile/examples')['default'];
export const domains = () => require('tldts') as typeof import('tldts');

export function loadLibraries(): void {
  phones();
  mobileExamples();
  domains();
}
