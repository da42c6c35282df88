/** `/invite` and `/invitations` of a reseller (WF-20, WF-21): the way to a draft, the list of invitations, and one of them. What an invitation looks like is in invitationScreens.ts. */

import { invitationOf, invitationsOf } from '../../../src/app/invitations.ts';
import { sideOf } from '../../../src/app/partners.ts';
import { companyName } from '../../../src/app/queries.ts';
import type { RawInput } from '../../../src/core/decide.ts';
import { refuse } from '../../../src/core/errors.ts';
import { can } from '../../../src/rules/permissions.ts';
import type { Invitation } from '../../../src/tasks/invitationDoc.ts';
import { md } from '../../cards/escape.ts';
import type { Asked } from '../../commands/list.ts';
import { shortened } from '../../format.ts';
import { ago, askedIn, listReply } from '../../commands/list.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import type { View } from '../../view.ts';
import { t } from '../../words.ts';
import { ALONE, closedReply, isAboutWho, newForm, partnerNamed } from './invitationForm.ts';
import { firstText, invitationKind } from './invitationScreens.ts';
import { asTyped, beginLetter, presentLetter, presentText, withLetter } from '../letters/letter.ts';
import { stateAt } from '../letters/letterKind.ts';
import { partnerIn } from '../partners/partnership.ts';

// Customers are not talked about in a channel.
export const invitationViews = {
  'show.invitations': { needs: 'P07', where: 'personal', run: async (ctx, data) => await invitationsPage(ctx, askedIn(data)) },
  'show.invitation': { needs: 'P07', where: 'personal', run: async (ctx, { id }) => await opened(ctx, id, (doc) => presentLetter(ctx, invitationKind, { doc })) },
  'show.invitationText': { needs: 'P04', where: 'personal', run: async (ctx, { id }) => await opened(ctx, id, (doc) => presentText(ctx, invitationKind, { doc })) },
  /** The empty form, with the provider chosen whose button it was; its own button comes back here with what was typed. */
  'show.newInvitation': {
    needs: 'P04', where: 'personal',
    run: async (ctx, { id, input }) => (input['email'] === undefined ? await newForm(ctx, input) : await makeDraft(ctx, input, id)),
  },
} as const satisfies Record<string, View>;

const opened = async (ctx: TurnCtx, id: string, present: (doc: Invitation) => Promise<Reply>): Promise<Reply> =>
  await withLetter(ctx, { id, doc: await invitationOf(ctx.deps, ctx.actor.tenant, id) }, present);

/** As it was said after the command; `provider` is its name or words of it. */
export type Wanted = { readonly email: string; readonly language?: string | undefined; readonly source?: string | undefined; readonly provider?: string | undefined };

export async function newInvitation(ctx: TurnCtx, { provider, ...wanted }: Wanted): Promise<Reply> {
  const typed = Object.fromEntries(Object.entries(wanted).flatMap(([field, value]) => (value === undefined ? [] : [[field, value]])));
  const partner = provider === undefined ? undefined : await partnerNamed(ctx, provider);
  if (partner && 'form' in partner) return await newForm(ctx, typed, partner.form);
  const input = { ...typed, provider: partner?.other ?? ALONE };
  return wanted.email === '' ? await newForm(ctx, input) : await makeDraft(ctx, input, ctx.activityId);
}

async function makeDraft(ctx: TurnCtx, typed: RawInput, origin: string): Promise<Reply> {
  const { deps, actor } = ctx;
  const { email = '', language = ctx.language, source = 'notSaid', provider = ALONE } = typed;
  const input = { email: asTyped(email), language, source, provider: provider === ALONE ? '' : provider };
  const begun = await beginLetter(ctx, invitationKind, {
    origin, input,
    textWith: async (link) => firstText(language === 'en' ? 'en' : 'es', {
      person: actor.name, link, reseller: await companyName(deps, actor.tenant), provider: await nameOf(ctx, input.provider),
    }, deps.rules),
  });
  if (!('code' in begun)) return begun;
  return isAboutWho(begun) ? closedReply(ctx, begun) : await newForm(ctx, { ...input, provider }, { error: begun });
}

async function nameOf({ deps }: TurnCtx, provider: string): Promise<string | undefined> {
  const id = partnerIn(provider);
  return id && await companyName(deps, id);
}

/** A whole page of joint ones has to fit on one card (28 KB, teams-platform §1). */
const LONGEST_NAME = 40;
const LONGEST_PROVIDER = 20;

export async function invitationsPage(ctx: TurnCtx, asked: Asked): Promise<Reply> {
  const { deps, actor, language } = ctx;
  if (sideOf(actor) === 'provider') return closedReply(ctx, refuse('PAR-04', { company: '' }).error); // it has none, and will have none
  return await listReply(ctx, {
    verb: 'show.invitations',
    title: t(language, 'invitation.list.title'),
    subtitle: (search) => t(language, search === '' ? 'invitation.list.subtitle' : 'invitation.list.found', { search: md(search) }),
    empty: (search) => t(language, search === '' ? 'invitation.list.empty' : 'invitation.list.foundNone'),
    page: async (search, after) => await invitationsOf(deps, actor.tenant, { search, after }),
    row: (line) => ({
      name: shortened(line.company || line.email, LONGEST_NAME),
      subtitle: [
        line.id, t(language, `invitation.state.${stateAt(line, deps.clock())}`),
        ...(line.provider === '' ? [] : [t(language, 'invitation.list.with', { provider: md(shortened(line.providerName, LONGEST_PROVIDER)) })]), ago(ctx, line.since),
      ].join(' · '),
      verb: 'show.invitation', data: { id: line.id },
    }),
    extra: can(actor, 'P04') ? [
      { title: t(language, 'invitation.button.new'), verb: 'show.newInvitation', data: {} },
      { title: t(language, 'invitation.button.many'), verb: 'show.newImport', data: {} },
    ] : [],
  }, asked);
}
