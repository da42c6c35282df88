/** How the order of a new customer is answered (WF-23): the form again, the account that is made, its admin's password once, or what is left to finish. */

import { perform } from '../../../src/app/perform.ts';
import { DomainTaken, TenantMade } from '../../../src/app/ports.ts';
import type { NewCredentials } from '../../../src/app/ports.ts';
import { cloudOf } from '../../../src/app/queries.ts';
import type { DomainError } from '../../../src/core/errors.ts';
import { refuse } from '../../../src/core/errors.ts';
import { traceOf } from '../../../src/core/secrets.ts';
import type { NewCustomer } from '../../../src/tasks/newCustomerDoc.ts';
import { refusalReply } from '../../errors.ts';
import { privately } from '../../turn/privately.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { t } from '../../words.ts';
import { standing } from '../credentials.ts';
import { formOf, setupClosed, setupInfo, unfinishedOrder } from './newCustomerScreens.ts';
import { customerOf, newCustomerRefused, reviewOf } from './newCustomerViews.ts';
import { expired } from './order.ts';
import { begunAnew, isOrderNumber, readDraft } from './orderForm.ts';
import { already, cancelled } from './orderViews.ts';
import { noPartner } from '../partners/partnership.ts';
import { bannerOf, isStale, staleBanner } from '../banners.ts';
import type { Answered, TaskUi } from '../ui.ts';

export const newCustomerUi: TaskUi = {
  locate: async ({ actor }, { id }) => (isOrderNumber(id) ? { tenant: actor.tenant, target: id } : noPartner(id)),
  answer: async (ctx, answered) => {
    const { event, performed } = answered;
    const doc = performed.doc as NewCustomer | undefined; // perform read it with the new customer's schema
    if (performed.kind === 'refused') return await privately(ctx, async (own) => await refused(own, doc, { ...answered, error: performed.error }));
    if (event === 'drop' || !doc) return cancelled(ctx, 'dropped');
    if (doc.state === 'Created') return setupClosed(ctx, doc);
    // As for a user: what was asked for elsewhere is gone on with in the own chat (INV-06).
    if (ctx.where.kind !== 'personal') return await privately(ctx, async (own) => unfinishedOrder(own, doc, { style: 'accent', text: t(ctx.language, 'orders.banner.notHere') }));
    return performed.kind === 'done' ? await make(ctx, doc) : unfinishedOrder(ctx, doc);
  },
};

type Refused = Answered & { readonly error: DomainError };

async function refused(ctx: TurnCtx, doc: NewCustomer | undefined, { event, data, error }: Refused): Promise<Reply> {
  if (error.code === 'GEN-01' || (!doc && event !== 'submit')) return refusalReply(ctx, error);
  if (doc?.state === 'Created') return setupClosed(ctx, doc); // INV-43, INV-64: a second click shows no password
  if (doc) return unfinishedOrder(ctx, doc, event === 'submit' ? already(ctx) : isStale(error) ? staleBanner(ctx) : bannerOf(ctx, error));
  const draft = readDraft(ctx, data);
  const attested = data.input['attest'] === 'true';
  return error.code === 'GEN-02' ? await reviewOf(ctx, begunAnew(ctx, draft), { banner: expired(ctx), attested }) : await newCustomerRefused(ctx, draft, error, attested);
}

/** The order is stored before the account is made, so that a crash in between leaves an order to go on with, never an account nobody knows of. */
async function make(ctx: TurnCtx, doc: NewCustomer): Promise<Reply> {
  const { deps, actor, correlation } = ctx;
  const made = await account(ctx, doc);
  if (made === 'taken') return await corrected(ctx, doc);
  if (!made) return unfinishedOrder(ctx, doc, bannerOf(ctx, refuse('GEN-04', {}).error));
  const commandId = traceOf([doc.id, doc.rev, 'created'].join('\n'));
  const input = { customer: made.tenant, userName: made.userName, ...standing(ctx) };
  // `seen`: whoever asked again meanwhile has the newer password, and this one is good for nothing.
  const created = await perform(deps, { task: 'newCustomer', event: 'created', tenant: doc.tenant, target: doc.id, seen: doc, input, commandId, actor, correlation });
  const after = created.doc as NewCustomer | undefined; // as above
  if (created.kind === 'done' && after) return setupInfo(ctx, after, made);
  if (!after) return cancelled(ctx, 'dropped'); // a colleague dropped it meanwhile
  return after.state === 'Created' ? setupClosed(ctx, after) : unfinishedOrder(ctx, after, created.kind === 'refused' ? bannerOf(ctx, created.error) : undefined);
}

/** INV-43: one account for one order. That of an earlier try gets a password that nobody has seen. @returns undefined when the maker of accounts fails, which those who run this are told. */
async function account({ deps, correlation }: TurnCtx, { id, tenant, profile }: NewCustomer): Promise<NewCredentials | 'taken' | undefined> {
  if (!profile) throw new Error('An order of a new customer is submitted with its form');
  const { company, country, domain, firstName, lastName, email } = profile;
  const cloud = await cloudOf(deps, tenant); // INV-61
  try {
    return await deps.accounts.createTenant({ domain, cloud, company, country, adminUserName: 'admin', adminName: `${firstName} ${lastName}`, adminEmail: email, kind: 'customer', key: id }).catch(async (error: unknown) => {
      if (!(error instanceof TenantMade)) throw error;
      return await deps.accounts.resetPassword(error.made.tenant, error.made.person);
    });
  } catch (error) {
    if (error instanceof DomainTaken) return 'taken';
    deps.failed(error, correlation);
    return undefined;
  }
}

/** CUS-05 after all: somebody took the prefix between the check and now. Nothing was made, so the form comes back with another number. */
async function corrected(ctx: TurnCtx, doc: NewCustomer): Promise<Reply> {
  const { deps, actor, correlation } = ctx;
  const commandId = traceOf([doc.id, doc.rev, 'taken'].join('\n'));
  await perform(deps, { task: 'newCustomer', event: 'drop', tenant: doc.tenant, target: doc.id, seen: doc, input: {}, commandId, actor, correlation });
  const draft = begunAnew(ctx, { id: doc.id, started: '', ...formOf(doc) });
  const { error } = refuse('CUS-05', { domain: doc.profile?.domain ?? '' }, [{ field: 'prefix', rule: 'domainTaken', level: 'error', params: {} }]);
  return await customerOf(ctx, draft, { error, banner: { style: 'attention', text: t(ctx.language, 'orders.banner.taken') } });
}
