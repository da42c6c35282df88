/** The cards of an import of many customers, in every shape. */

import { importForm, presentImport } from '../../bot/import/begin.ts';
import { offerResults } from '../../bot/import/results.ts';
import { keepRows } from '../../src/app/imports.ts';
import type { BadRow } from '../../src/app/imports.ts';
import type { PersonActor } from '../../src/core/actor.ts';
import type { ImportJob } from '../../src/tasks/importJob.ts';
import { importIn } from '../support/imports.ts';
import { cast, enrolmentIn, norte } from '../support/world.ts';
import type { Sample } from './draw.ts';
import { put } from './stage.ts';

const sal = cast.salesAgent;
/** A provider's Global admin. */
const noa = cast.providerAdmin;

const wrong = (line: number): BadRow => ({ line, shown: { email: 'ana@', company: 'Tienda Gil' }, problems: [{ column: 'email', kind: 'field', why: 'email.syntax', params: { example: 'ana.garcia@contoso.com' } }] });
const unknown: BadRow = { line: 3, shown: { email: 'b@x.example', company: '' }, problems: [{ column: 'language', kind: 'row', why: 'language', params: {} }, { column: 'provider', kind: 'row', why: 'noneNamed', params: {} }] };

const form = (csv?: string, viewer: PersonActor = sal): Sample => ({
  viewer,
  reply: async (ctx, said) => {
    await put(ctx, 'enrolment', enrolmentIn('Active'));
    return await importForm(ctx, { csv: csv === undefined ? undefined : said(csv), origin: '' });
  },
});

const at = (doc: ImportJob, bad: readonly BadRow[] = [], viewer: PersonActor = sal): Sample => ({
  viewer, about: doc,
  reply: async (ctx, said) => {
    await keepRows(ctx.deps, { tenant: doc.tenant, job: doc.id }, { good: [], bad });
    return await presentImport(ctx, { ...doc, file: said(doc.file) });
  },
});

const credits = { kind: 'credit', tenant: norte.id } as const;
const nobody: BadRow = { line: 5, shown: { subscription: 'SUB-7K3F-9QXD', customer: 'Tienda Gil', reseller: '' }, problems: [{ column: 'reseller', kind: 'row', why: 'nobody', params: {} }] };

export const importSamples = {
  'import/new': { 'fresh': form(), 'not a list': form('nobody'), 'with a header only': form('email,language'), 'of a provider': form(undefined, noa), 'of a provider, not a list': form('nobody', noa) },
  'import/preview': {
    'all good': at(importIn('Previewed', { bad: 0 })), 'some are wrong': at(importIn('Previewed'), [wrong(2), unknown]), 'many are wrong': at(importIn('Previewed', { file: '', bad: 12 }), Array.from({ length: 12 }, (_one, index) => wrong(index + 2))),
    'all are wrong': at(importIn('Previewed', { good: 0 }), [wrong(2), unknown]), 'credits': at(importIn('Previewed', credits), [nobody], noa),
  },
  'import/progress': {
    'just confirmed': at(importIn('Running', { done: 0, failed: 0 })), 'on the way': at(importIn('Running')), 'over': at(importIn('Done')), 'over without a flaw': at(importIn('Done', { failed: 0, bad: 0 })),
    'cancelled': at(importIn('Cancelled')), 'stopped on the way': at(importIn('Cancelled', { done: 10 })),
    'credits on the way': at(importIn('Running', credits), [], noa), 'credits are over': at(importIn('Done', credits), [], noa),
  },
  'import/results': {
    'offered': {
      viewer: sal, about: importIn('Done'),
      reply: async (ctx) => {
        await put(ctx, 'importJob', importIn('Done'));
        return await offerResults(ctx, importIn('Done').id);
      },
    },
  },
} as const satisfies Record<string, Record<string, Sample>>;
