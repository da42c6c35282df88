/** Cards of the commands themselves and of reports: help, menus, who I am, what could not be delivered, what happened. */

import type { CardName } from '../../bot/cards/load.ts';
import { audit, showAudit } from '../../bot/commands/audit.ts';
import { helpAbout, showHelp, showMenu, showUsage } from '../../bot/commands/help.ts';
import { outboxPage, showDeadRow } from '../../bot/commands/outbox.ts';
import { commands } from '../../bot/commands/table.ts';
import { whoami } from '../../bot/commands/whoami.ts';
import { presentEnrolment } from '../../bot/tasks/enrolment/present.ts';
import type { TurnCtx } from '../../bot/turn/turnCtx.ts';
import { t } from '../../bot/words.ts';
import { auditDoc } from '../../src/app/audit.ts';
import type { Audited } from '../../src/app/audit.ts';
import { deadRowOf, listedEverywhere, listedHere } from '../../src/app/deadRows.ts';
import type { DeadWhy } from '../../src/app/documents.ts';
import { homeOf } from '../../src/app/homes.ts';
import { bornRow, dead, readRow } from '../../src/app/outboxRows.ts';
import { HOUR, MINUTE } from '../../src/core/time.ts';
import { outgoing } from '../../src/tasks/outgoing.ts';
import { partnershipIn, requestIn } from '../support/partners.ts';
import { userIn } from '../support/people.ts';
import { adventure, ago, cast, contoso, enrolmentIn, personNamed, tenantNamed } from '../support/world.ts';
import type { Said, Sample } from './draw.ts';

const { globalAdmin: ana, adminAgent: ada, helpdeskAgent: hal, employee: eva, reviewer: rut, providerAdmin: noa } = cast;

type Viewer = Sample['viewer'];
const help = (viewer: Viewer, where: NonNullable<Sample['where']> = 'personal'): Sample => ({ viewer, where, reply: async (ctx) => showHelp(ctx) });
const helpWith = (typed: string): Sample => ({ viewer: noa, reply: async (ctx, said) => helpAbout(ctx, said(typed), commands) });
const menu = (viewer: Viewer, where: NonNullable<Sample['where']> = 'personal', text?: string): Sample => ({ viewer, where, reply: async (ctx, said) => showMenu(ctx, said(text)) });
const who = (viewer: Viewer, about = ''): Sample => ({ viewer, reply: async (ctx) => await whoami(ctx, about) });
const whoTyped = (viewer: Viewer, about: string): Sample => ({ viewer, reply: async (ctx, said) => await whoami(ctx, said(about)) });

/** Rows of Contoso that were given up, each an hour older than the one before. */
async function givenUp(ctx: TurnCtx, count: number, reason: string, why: DeadWhy = 'exhausted'): Promise<string> {
  const partition = homeOf(contoso.id);
  let last = '';
  for (let hours = 1; hours <= count; hours++) {
    const born = bornRow(outgoing(hours % 2 === 1 ? 'importCustomers' : 'customerSync', {}), { partition, tenant: contoso.id, reason: `sample-${hours}`, correlation: 'c0ffee', now: ago(hours * HOUR) });
    const stored = { ...born, etag: '' };
    const row = deadRowOf(stored, { reason, now: ago(hours * HOUR) });
    await ctx.deps.store.commit([dead(readRow(stored), { reason, why }), ...listedHere(row)]);
    await ctx.deps.store.commit(listedEverywhere(ctx.deps, row));
    last = born.id;
  }
  return last;
}

const outbox = (viewer: Viewer, count: number, search = ''): Sample => ({
  viewer,
  reply: async (ctx, said) => {
    await givenUp(ctx, count, said('The channel answered 503'));
    return await outboxPage(ctx, { search: said(search), cursor: undefined });
  },
});
const opened = (viewer: Viewer, reason: string, why?: DeadWhy): Sample => ({
  viewer,
  reply: async (ctx, said) => await showDeadRow(ctx, { id: '', rev: undefined, input: { partition: homeOf(contoso.id), id: await givenUp(ctx, 1, said(reason), why) } }),
});

const someone = personNamed('0b5c9e21-0000-4000-8000-000000000000');
const entry = (more: Partial<Audited>): Audited =>
  ({ partition: homeOf(contoso.id), actor: ana, task: 'enrolment', event: 'enrolNow', before: undefined, after: undefined, correlation: 'c0ffee', ...more });
const eventful: readonly Audited[] = [
  entry({ before: enrolmentIn('Confirmation'), after: enrolmentIn('EmailVerificationPending') }),
  entry({ event: 'approve', actor: rut, before: enrolmentIn('UnderReview'), after: enrolmentIn('Qualified') }),
  entry({ event: 'contactConfirmed', actor: cast.contact, before: enrolmentIn('EmailVerificationPending'), after: enrolmentIn('UnderReview') }),
  entry({ event: 'eraseDraft', actor: cast.system, before: enrolmentIn('LegalProfile') }),
  entry({ event: 'enrolNow', actor: eva, before: enrolmentIn('Confirmation'), after: enrolmentIn('Confirmation'), code: 'ENR-01' }),
  entry({ task: 'request', event: 'authorise', before: requestIn('Issued'), after: requestIn('Accepted') }),
  entry({ task: 'partnership', event: 'removeAdminAccess', before: partnershipIn('Active'), after: partnershipIn('Active', { adminAccess: 'Removed' }) }),
  entry({ task: 'user', event: 'update', actor: ada, before: userIn('Active', { id: someone }), after: userIn('Active', { id: someone, agent: 'salesAgent', admin: 'billingAdmin', name: 'Eva E.', email: 'eva.e@contoso.es', userName: 'eva.e@contoso.es' }) }),
];

async function written(ctx: TurnCtx, said: Said, count: number): Promise<void> {
  for (let minutes = 1; minutes <= count; minutes++) {
    const audited = eventful[(minutes - 1) % eventful.length];
    if (!audited) return;
    const { actor, before, after, correlation } = audited;
    const doc = auditDoc({ ...audited, actor: said(actor), before: said(before), after: said(after), correlation: said(correlation) }, ago(minutes * MINUTE), () => String(minutes));
    await ctx.deps.store.commit([{ op: 'create', doc }]);
  }
}

type Looked = { readonly search?: string; readonly further?: true };
const log = (count: number, { search = '', further }: Looked = {}): Sample => ({
  viewer: ada,
  reply: async (ctx, said) => {
    await written(ctx, said, count);
    const first = await showAudit(ctx, { search: said(search), cursor: undefined });
    return further ? await showAudit(ctx, { search: said(search), cursor: ctx.deps.newId() }) : first;
  },
});
const file = (count: number, limit = 20_000): Sample => ({
  viewer: ada,
  reply: async (ctx, said) => {
    await written(ctx, said, count);
    const rules = { ...ctx.deps.rules, audit: { ...ctx.deps.rules.audit, exportEntries: limit } };
    return await audit({ ...ctx, deps: { ...ctx.deps, rules } }, { about: '', format: 'csv' });
  },
});

const customer: Viewer = { ...eva, tenant: adventure.id, tenantKind: 'customer', roles: undefined };
const stranger: Viewer = { ...eva, tenant: tenantNamed('7f3c2d10-0000-4000-8000-000000000000'), tenantKind: undefined, roles: undefined };

export const reportSamples = {
  'commands/help': {
    'a Global admin': help(ana), 'a programme admin': help(rut), 'a provider': help(noa), 'an employee': help(eva), 'in a channel': help(ana, 'channel'),
    'about a word': helpWith('incentivo'), 'about nothing': helpWith('*piano*'),
  },
  'commands/menu': { 'a company in a channel': menu(ana, 'channel'), 'not understood': menu(eva, 'channel', 'when?') },
  'commands/menuPartner': { 'a Global admin': menu(ana), 'not understood': menu(ana, 'personal', 'what *is* [this](https://contoso.com)?') },
  'commands/menuProvider': { 'a provider': menu(noa), 'in a channel': menu(noa, 'channel') },
  'commands/menuReviewer': { 'a programme admin': menu(rut), 'in a channel': menu(rut, 'channel') },
  'reports/whoami': {
    'a Global admin of the directory': who(ana), 'an admin agent': who(ada), 'a helpdesk agent asks': who(hal, 'P03'), 'a permission that is held': who(hal, 'P06'), 'a programme admin': who(rut),
    'by words': who(eva, t('en', 'common.permission.P11').slice(0, 16)), 'why not enrol': who(eva, 'E01'), 'why not decide': who(eva, 'R01'), 'no such permission': whoTyped(eva, 'P99'), 'a customer': who(customer), 'a customer asks': who(customer, 'P14'), 'a stranger': who(stranger),
  },
  'reports/deadRow': { 'with its error': opened(ada, 'The channel answered 403 *Forbidden*', 'away'), 'without': opened(rut, '') },
  'reports/audit': {
    'nothing': log(0), 'a few': log(8), 'a long log': log(25), 'further back': log(25, { further: true }), 'found': log(8, { search: 'REQ-7K3F-9QXD' }), 'nothing found': log(8, { search: 'fabrikam' }),
    'nothing found yet': log(410, { search: 'fabrikam' }),
  },
  'reports/export': { 'a file': file(8), 'a part of the log': file(8, 3), 'nothing to save': file(0) },
} as const satisfies Partial<Record<CardName, Readonly<Record<string, Sample>>>>;

/** On the cards that messages and menus share. */
export const usageSamples: Readonly<Record<string, Sample>> = Object.fromEntries(
  commands.filter(({ name }) => name === 'accept').map((row) => [`${row.name} without what it needs`, { viewer: ana, reply: async (ctx) => showUsage(ctx, row, 'words') } satisfies Sample]),
);
export const strangerMenus: Readonly<Record<string, Sample>> = { 'a company that nobody knows': { viewer: stranger, reply: async (ctx) => await presentEnrolment(ctx, undefined) } };

/** On the card that every list shares. */
export const outboxSamples = { 'everything was delivered': outbox(ada, 0), 'not delivered': outbox(ada, 2), 'not delivered anywhere': outbox(rut, 2), 'not delivered, found none': outbox(ada, 1, 'fabrikam') };
