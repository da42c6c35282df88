/** A work account for a company without one (WF-02): the form, and the credentials that one answer shows once (INV-06, INV-64). */

import { perform } from '../../../src/app/perform.ts';
import type { Deps } from '../../../src/app/deps.ts';
import { homeOf } from '../../../src/app/homes.ts';
import { DomainTaken } from '../../../src/app/ports.ts';
import { cloudOf } from '../../../src/app/queries.ts';
import type { RawInput } from '../../../src/core/decide.ts';
import type { DomainError } from '../../../src/core/errors.ts';
import { refuse } from '../../../src/core/errors.ts';
import { traceOf } from '../../../src/core/secrets.ts';
import { suffixOf } from '../../../src/rules/clouds.ts';
import { supportedCountries } from '../../../src/rules/regions.ts';
import type { WorkAccount } from '../../../src/tasks/workAccount.ts';
import { workAccount, workAccountFields, workAccountSchema } from '../../../src/tasks/workAccount.ts';
import { render } from '../../cards/render.ts';
import { refusalReply } from '../../errors.ts';
import { countryName } from '../../format.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { cardReply, textReply } from '../../turn/turnCtx.ts';
import { t } from '../../words.ts';
import { closedCredentials, credentialsData, standing } from '../credentials.ts';
import { formData, problemsOf } from '../forms.ts';
import { bannerOf } from '../banners.ts';
import type { TaskUi } from '../ui.ts';

export const workAccountUi: TaskUi = {
  answer: async (ctx, { data, performed }) => {
    const doc = performed.doc as WorkAccount | undefined; // perform read it with the work account's schema
    if (performed.kind === 'refused') {
      if (performed.error.code === 'GEN-01') return refusalReply(ctx, performed.error);
      return await form(ctx, doc, { typed: data.input, error: performed.error });
    }
    // A secret is shown to one person in their own chat, or to nobody (INV-06).
    if (ctx.where.kind !== 'personal') return textReply(t(ctx.language, 'commands.notHere'));
    return doc?.state === 'Requested' ? await create(ctx, doc) : closed(ctx, doc);
  },
};

/** What is known of an account that was asked for; the screen of a person who comes back. */
export async function presentWorkAccount(ctx: TurnCtx): Promise<Reply> {
  const doc = await workAccountOf(ctx.deps, ctx);
  return doc?.state === 'Created' ? closed(ctx, doc) : await form(ctx, doc);
}

async function workAccountOf(deps: Deps, { actor }: Pick<TurnCtx, 'actor'>): Promise<WorkAccount | undefined> {
  const stored = await deps.store.read({ partition: homeOf(actor.tenant), id: workAccount.documentId(actor) });
  return stored && workAccountSchema.parse(stored.body);
}

/** Beside the countries of the world a card has room for no more of each input; what is too long for its field stays so. */
const LONGEST = 201;
const short = (typed: RawInput): RawInput => Object.fromEntries(Object.entries(typed).map(([field, text]) => [field, [...text].slice(0, LONGEST).join('')]));

async function form(ctx: TurnCtx, doc: WorkAccount | undefined, shown: { readonly typed?: RawInput; readonly error?: DomainError } = {}): Promise<Reply> {
  const banner = bannerOf(ctx, shown.error);
  const countries = supportedCountries.map((code) => ({ title: countryName(ctx.language, code), value: code }));
  const data = {
    id: doc?.id ?? '', rev: doc?.rev ?? 0, suffix: suffixOf(await cloudOf(ctx.deps, ctx.actor.tenant), ctx.deps.rules),
    ...formData(ctx.language, workAccountFields, { ...doc?.request, ...short(shown.typed ?? {}) }, problemsOf(shown.error)),
    countries: countries.toSorted((one, other) => one.title.localeCompare(other.title, ctx.language)),
  };
  return cardReply(render('enrolment/workAccount', ctx.language, data, { banner }));
}

/** The account is made after its request is stored, so that a crash in between leaves a request to repeat, never an account nobody knows of. */
async function create(ctx: TurnCtx, doc: WorkAccount): Promise<Reply> {
  const { deps, actor, correlation } = ctx;
  const asked = (field: string): string => doc.request?.[field] ?? '';
  const cloud = await cloudOf(deps, actor.tenant); // [DESIGN] the new account is where the person is
  const request = {
    domain: `${asked('prefix')}${suffixOf(cloud, deps.rules)}`, cloud, company: asked('company'), country: asked('country'), adminUserName: asked('userName'),
    adminName: `${asked('firstName')} ${asked('lastName')}`.trim(), adminEmail: asked('contactEmail'), kind: 'reseller' as const, key: `${doc.id}:${doc.rev}`,
  };
  const credentials = await deps.accounts.createTenant(request).catch(takenIsNone);
  if (!credentials) return await form(ctx, doc, { error: refuse('CUS-05', { domain: request.domain }).error });
  const commandId = traceOf([doc.id, doc.rev, 'created'].join('\n'));
  const input = { userName: credentials.userName, ...standing(ctx) };
  const created = await perform(deps, { task: 'workAccount', event: 'created', tenant: actor.tenant, input, commandId, actor, correlation });
  return created.kind === 'done' ? cardReply(render('enrolment/credentials', ctx.language, credentialsData(ctx, credentials))) : await presentWorkAccount(ctx);
}

/** Taken between the check and now, perhaps by a try of our own that was cut off: another prefix, or a reset of that account. */
function takenIsNone(error: unknown): undefined {
  if (!(error instanceof DomainTaken)) throw error;
}

/** After closing, reloading or repeating there is only the reset. */
const closed = (ctx: TurnCtx, doc: WorkAccount | undefined): Reply => closedCredentials(ctx, 'enrolment/credentialsClosed', doc?.userName ?? '');
