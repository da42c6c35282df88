/** The cards of a partnership from both sides, and the lists that lead to them (WF-16 to WF-18, WF-34): Norte provides, Contoso resells. */

import { findPartner, partnersPage } from '../../bot/tasks/partners/partnerViews.ts';
import { partnershipUi } from '../../bot/tasks/partners/partnership.ts';
import { partnerReply, removalReply } from '../../bot/tasks/partners/partnershipScreens.ts';
import type { TurnCtx } from '../../bot/turn/turnCtx.ts';
import { homeOf } from '../../src/app/homes.ts';
import { lineWrites } from '../../src/app/lines.ts';
import type { Removal } from '../../src/app/partners.ts';
import type { Performed } from '../../src/app/perform.ts';
import type { PersonActor } from '../../src/core/actor.ts';
import type { RawInput } from '../../src/core/decide.ts';
import type { TenantId } from '../../src/core/ids.ts';
import type { Line } from '../../src/core/machine.ts';
import { rulesSchema } from '../../src/rules/settings.ts';
import { partnership } from '../../src/tasks/partnership.ts';
import type { Partnership } from '../../src/tasks/partnershipDoc.ts';
import { partnerLine } from '../../src/tasks/partnershipDoc.ts';
import { iker, nuria, partnershipIn } from '../support/partners.ts';
import { agreementIn, cast, contoso, enrolmentIn, norte, tenantNamed } from '../support/world.ts';
import type { Said, Sample } from './draw.ts';
import { clicked, put, refusal } from './stage.ts';

const { globalAdmin: ana, salesAgent: sal, billingAdmin: bea } = cast;
const resellersMay = rulesSchema.parse({ partnership: { resellerCanRemove: true } });
const active = partnershipIn('Active');
const withoutAccess = partnershipIn('Active', { adminAccess: 'Removed', rev: 2 });
const removed = partnershipIn('Removed', { rev: 2 });

type More = { readonly rules?: typeof resellersMay; readonly signed?: boolean; readonly where?: Sample['where'] };

const drawn = (viewer: PersonActor, doc: Partnership, draw: (ctx: TurnCtx, said: Said) => ReturnType<Sample['reply']>, { rules, signed, where }: More = {}): Sample => ({
  viewer, about: doc, ...(where ? { where } : {}),
  reply: async (ctx, said) => {
    if (signed !== undefined) await put(ctx, 'enrolment', said(enrolmentIn('Active')));
    if (signed) await put(ctx, 'agreement', said(agreementIn('Accepted')));
    return await draw(rules ? { ...ctx, deps: { ...ctx.deps, rules } } : ctx, said);
  },
});
const card = (viewer: PersonActor, doc: Partnership, more?: More): Sample => drawn(viewer, doc, async (ctx, said) => await partnerReply(ctx, said(doc)), more);
const form = (viewer: PersonActor, event: Removal, more?: More): Sample => drawn(viewer, active, async (ctx, said) => removalReply(ctx, said(active), { event }), more);

/** What a click on a removal is answered with. */
const after = (viewer: PersonActor, event: Removal, performed: Performed & { readonly doc: Partnership }, typed: RawInput = {}): Sample =>
  drawn(viewer, performed.doc, async (ctx, said) => await partnershipUi.answer(ctx, said(clicked(event, performed, typed))));
const done = (viewer: PersonActor, event: Removal, doc: Partnership): Sample => after(viewer, event, { kind: 'done', doc, complaint: undefined });
const refused = (viewer: PersonActor, event: Removal, doc: Partnership, input: RawInput, rev = doc.rev): Sample =>
  after(viewer, event, { kind: 'refused', doc, error: refusal(partnership, doc, event, { actor: viewer, input, rev }) }, input);

type Owner = { readonly tenant: TenantId; readonly key: string };
const lined = async ({ deps }: TurnCtx, { tenant, key }: Owner, line: Line | undefined): Promise<void> => {
  await deps.store.commit(lineWrites({ partition: homeOf(tenant), key, before: undefined, after: line }));
};

/** So many resellers of Norte's. */
const resellers = (count: number, { search = '', name = contoso.name, adminAccess = 'Granted' as Partnership['adminAccess'] } = {}): Sample => ({
  viewer: iker,
  reply: async (ctx, said) => {
    for (let place = 1; place <= count; place++) {
      const doc = partnershipIn('Active', { tenant: tenantNamed(`reseller-${place}`), reseller: { name: said(name), country: 'ES' }, adminAccess });
      await lined(ctx, { tenant: norte.id, key: `partner:${doc.tenant}` }, partnerLine(doc, 'provider'));
    }
    return await partnersPage(ctx, { search: said(search), cursor: undefined });
  },
});
/** The only provider of Contoso's, if any. */
const providers = (doc: Partnership | undefined): Sample => ({
  viewer: ana,
  reply: async (ctx, said) => {
    if (doc) await lined(ctx, { tenant: contoso.id, key: 'partnership:norte' }, partnerLine(said(doc), 'reseller'));
    return await partnersPage(ctx, { search: '', cursor: undefined });
  },
});

export const partnershipSamples = {
  'partnership/partner': {
    'a provider': card(ana, active), 'a provider without administrator access': card(ana, withoutAccess), 'a provider, seen by a sales agent': card(sal, active),
    'a provider, seen by a billing admin': card(bea, active), 'a provider that was removed': card(ana, removed),
    'a provider that was removed, without administrator access': card(ana, partnershipIn('Removed', { adminAccess: 'Removed' })),
    'a provider, where resellers may remove': card(ana, active, { rules: resellersMay }),
    'a reseller': card(iker, active, { signed: true }), 'a reseller that has not signed': card(iker, active, { signed: false }), 'a reseller that is not enrolled any more': card(iker, active),
    'a reseller that took administrator access back': card(iker, withoutAccess, { signed: true }), 'a reseller, seen by a helpdesk agent': card(nuria, active, { signed: true }),
    'a reseller, in a channel': card(iker, active, { signed: true, where: 'channel' }), 'a reseller that was removed': card(iker, removed),
    'just removed': done(iker, 'remove', removed), 'removed again': after(iker, 'remove', { kind: 'repeated', doc: removed }),
    'administrator access just removed': done(ana, 'removeAdminAccess', withoutAccess),
    'administrator access was removed before': refused(ana, 'removeAdminAccess', withoutAccess, { confirmed: 'true' }),
    'changed since the form was opened': refused(iker, 'remove', withoutAccess, { goodFaith: 'true' }, 1),
  },
  'partnership/removeAdminAccess': { 'fresh': form(ana, 'removeAdminAccess'), 'the box was not ticked': refused(ana, 'removeAdminAccess', active, { confirmed: 'false' }) },
} as const;

/** The form of `common/remove`. */
export const partnershipRemovals = {
  'a partnership, by the provider': form(iker, 'remove'), 'a partnership, by the reseller, where it may': form(ana, 'remove', { rules: resellersMay }),
  'a partnership, two boxes were not ticked': refused(iker, 'remove', active, { goodFaith: 'true', businessPurpose: 'false', agreement: 'true', harmless: '' }),
} as const;

export const partnerLists = {
  'no resellers': resellers(0), 'resellers': resellers(3), 'more resellers than fit': resellers(27), 'resellers with long names': resellers(25, { name: 'Compañía '.repeat(22), adminAccess: 'Removed' }),
  'a reseller found': resellers(1, { search: 'iber' }), 'no reseller found': resellers(1, { search: 'fabrikam' }),
  'a reseller that nobody knows': { viewer: iker, reply: (ctx, said) => findPartner(ctx, said('Adatum')) } satisfies Sample as Sample,
  'no providers': providers(undefined), 'a provider': providers(active), 'a provider without administrator access': providers(withoutAccess),
} as const;
