/** `/import` and the buttons of an import that only show something: the form, how far it is, and the ways to its results. */

import type { View } from '../view.ts';
import { importForm, openImport } from './begin.ts';
import { askToSave, offerResults } from './results.ts';

// Customers are not talked about in a channel. What the kind of file needs besides is asked where it is known.
const own = { needs: 'E04', where: 'personal' } as const;

export const importViews = {
  /** The empty form; its own button comes back here with what was pasted. */
  'show.newImport': { ...own, run: async (ctx, { id, input }) => await importForm(ctx, { csv: input['csv'], origin: id }) },
  'show.import': { ...own, run: async (ctx, { id }) => await openImport(ctx, id) },
  'show.importResults': { ...own, run: async (ctx, { id }) => await offerResults(ctx, id) },
  'show.importFile': { ...own, run: async (ctx, { id }) => await askToSave(ctx, id) },
} as const satisfies Record<string, View>;
