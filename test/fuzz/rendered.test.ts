/** Some hundred runs of the properties of rendered.ts, from a fixed seed. The torture has many more. */

import { describe, it } from '@jest/globals';
import { cards, exports, mails, markup, pages, recipients } from './rendered.ts';

const runs = { seed: 20_261_121, numRuns: 500 };

describe('what people typed is text', () => {
  it('on cards: no Markdown, mention or binding of theirs works', () => cards(runs));
  it('on pages: no tag, attribute or entity of theirs', () => pages(runs));
  it('in markup of ours', () => markup(runs));
  it('in mails: no header, recipient or tag of theirs', async () => await mails({ ...runs, numRuns: 150 }));
  it('as the address of a mail: one address, or none', async () => await recipients(runs));
  it('in exported files: no cell is a formula, and no line breaks', () => exports(runs));
});
