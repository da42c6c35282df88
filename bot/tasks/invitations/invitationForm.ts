/** The form of an invitation (WF-20, WF-21): whom to invite, in which language, and with which of the partners of the own company. */

import { foresee } from '../../../src/app/foresee.ts';
import type { Partner } from '../../../src/app/partners.ts';
import { partnersOf, partnershipWith } from '../../../src/app/partners.ts';
import { searchTerm } from '../../../src/app/search.ts';
import type { RawInput } from '../../../src/core/decide.ts';
import type { DomainError } from '../../../src/core/errors.ts';
import { refuse } from '../../../src/core/errors.ts';
import { inviteFields } from '../../../src/tasks/invitation.ts';
import { md } from '../../cards/escape.ts';
import type { Banner } from '../../cards/render.ts';
import { render } from '../../cards/render.ts';
import { shortened } from '../../format.ts';
import { refusalLine, refusalReply } from '../../errors.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { cardReply } from '../../turn/turnCtx.ts';
import { t } from '../../words.ts';
import { formData, problemsOf } from '../forms.ts';
import { partnerIn } from '../partners/partnership.ts';
import { bannerOf } from '../banners.ts';

/** As a choice on the card has it; for the domain it is no provider. */
export const ALONE = 'alone';

type Choice = Pick<Partner, 'other' | 'name'>;
type Found = { readonly choices: readonly Choice[]; readonly more: boolean };
/** `choices`: those to choose among, where they are not all. */
export type Form = { readonly error?: DomainError; readonly banner?: Banner | undefined; readonly choices?: readonly Choice[] };

/** Whoever may not invite hears it before filling anything in. */
export async function newForm(ctx: TurnCtx, typed: RawInput, form: Form = {}): Promise<Reply> {
  const refusal = await obstacle(ctx);
  if (refusal) return closedReply(ctx, refusal);
  const { email, language, source } = inviteFields;
  const { choices, more } = form.choices ? { choices: form.choices, more: false } : await allPartners(ctx);
  const wanted = await wantedIn(ctx, typed['provider'] ?? ALONE, choices);
  const offered = wanted.choice && !choices.includes(wanted.choice) ? [wanted.choice, ...choices] : choices;
  return cardReply(render('invitation/new', ctx.language, {
    id: ctx.deps.newId(), // the form's own number: pressing its button twice makes one draft
    ...formData(ctx.language, { email, language, source }, { language: ctx.language, source: 'notSaid', ...typed }, problemsOf(form.error)),
    chosen: wanted.choice?.other ?? ALONE,
    providers: [
      { title: t(ctx.language, 'invitation.new.alone'), value: ALONE },
      ...offered.map(({ other, name }) => ({ title: t(ctx.language, 'invitation.new.with', { provider: shortened(name) }), value: other })),
    ],
    hint: t(ctx.language, `invitation.new.${offered.length === 0 ? 'noPartners' : more ? 'morePartners' : 'aloneHint'}`),
  }, { banner: form.banner ?? bannerOf(ctx, form.error ?? wanted.lost) }));
}

/** Asked of the decision itself: with nothing filled in yet, only who asks can be refused. */
async function obstacle({ deps, actor, correlation }: TurnCtx): Promise<DomainError | undefined> {
  const refusal = await foresee(deps, { task: 'invitation', event: 'draft', tenant: actor.tenant, target: '', input: {}, actor, correlation });
  return refusal && isAboutWho(refusal) ? refusal : undefined;
}

/** No other address would help whoever may not invite at all. */
export const isAboutWho = ({ code }: DomainError): boolean => ['GEN-01', 'PAR-04', 'CUS-17'].includes(code);

/** PAR-04: the way to where it can be mended; for a provider there is nothing to enrol. */
export function closedReply(ctx: TurnCtx, error: DomainError): Reply {
  const { language, timeZone, actor } = ctx;
  if (error.code !== 'PAR-04') return refusalReply(ctx, error);
  const { intro, way } = actor.tenantKind === 'provider'
    ? { intro: t(language, 'invitation.closed.provider'), way: { title: t(language, 'invitation.closed.resellers'), verb: 'show.partners', data: {} } }
    : { intro: md(refusalLine(language, error, timeZone)), way: { title: t(language, 'invitation.closed.enrolment'), verb: 'show.enrolment', data: {} } };
  return cardReply(render('common/menu', language, { title: t(language, 'invitation.closed.title'), intro, buttons: [way] }));
}

async function allPartners(ctx: TurnCtx): Promise<Found> {
  const { rows, next } = await partnersOf(ctx.deps, ctx.actor, { search: '', after: undefined });
  return { choices: rows, more: next !== undefined };
}

/** A partner beyond the first page, whose row was pressed, is found at the partnership itself; and one that is no partner any more is said. */
async function wantedIn({ deps, actor }: TurnCtx, typed: string, choices: readonly Choice[]): Promise<{ readonly choice?: Choice; readonly lost?: DomainError }> {
  const known = choices.find(({ other }) => other === typed);
  if (known || [ALONE, ''].includes(typed)) return known ? { choice: known } : {};
  const other = partnerIn(typed);
  const doc = other && await partnershipWith(deps, actor, other);
  if (doc?.state === 'Active') return { choice: { other: doc.provider.id, name: doc.provider.name } };
  return { lost: refuse('ORD-02', { reseller: doc?.provider.name ?? typed.slice(0, 60) }).error };
}

/** `--provider`: the only partner that is called so, or begins so; otherwise those among whom to choose. */
export async function partnerNamed(ctx: TurnCtx, typed: string): Promise<Choice | { readonly form: Form }> {
  const term = searchTerm(typed);
  const { rows } = term === '' ? { rows: [] } : await partnersOf(ctx.deps, ctx.actor, { search: typed, after: undefined });
  const [first, second] = rows;
  const only = rows.find(({ name }) => searchTerm(name) === term) ?? (second ? undefined : first);
  if (only) return only;
  const text = t(ctx.language, second ? 'invitation.new.severalNamed' : 'invitation.new.noneNamed', { typed: typed.slice(0, 60) });
  return { form: { banner: { style: 'accent', text }, ...(second ? { choices: rows } : {}) } };
}
