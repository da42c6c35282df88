/** The cards of delegated admin beside a relationship (WF-36): a request as it is now, and the form for one. */

import type { SeenCustomer } from '../../../src/app/customerSeen.ts';
import type { Language } from '../../../src/core/actor.ts';
import type { RawInput } from '../../../src/core/decide.ts';
import type { DomainError } from '../../../src/core/errors.ts';
import { can } from '../../../src/rules/permissions.ts';
import type { Gdap } from '../../../src/tasks/gdapDoc.ts';
import { entraRoles, gdapFields } from '../../../src/tasks/gdapDoc.ts';
import { md } from '../../cards/escape.ts';
import type { Banner } from '../../cards/render.ts';
import { render } from '../../cards/render.ts';
import { date, dateTime, list } from '../../format.ts';
import type { Reply, TurnCtx } from '../../turn/turnCtx.ts';
import { cardReply } from '../../turn/turnCtx.ts';
import { t } from '../../words.ts';
import { formData, problemsOf } from '../forms.ts';
import { bannerOf } from '../banners.ts';

type Fact = { readonly title: string; readonly value: string };

export function gdapReply(ctx: TurnCtx, doc: Gdap, banner?: Banner): Reply {
  const { actor, language, timeZone } = ctx;
  const isOpen = doc.state === 'Requested' || doc.state === 'Approved';
  return cardReply(render('customers/gdap', language, {
    id: doc.id, rev: doc.rev, customer: doc.tenant, company: md(doc.customerName), name: md(doc.name), facts: factsOf(ctx, doc),
    next: t(language, `customers.gdap.next.${doc.state}`, { until: date(language, doc.until, timeZone) }),
    canTerminate: isOpen && can(actor, 'P03'), terminate: t(language, doc.state === 'Approved' ? 'customers.button.endGdap' : 'customers.button.withdrawGdap'),
  }, { banner }));
}

const rolesIn = (language: Language, roles: Gdap['roles']): readonly string[] => roles.map((role) => t(language, `customers.entra.${role}`));

function factsOf({ language, timeZone }: TurnCtx, { state, roles, days, autoExtend, requester, decision }: Gdap): readonly Fact[] {
  const fact = (name: 'state' | 'roles' | 'days' | 'extends' | 'requester' | 'decision', value: string): Fact => ({ title: t(language, `customers.gdap.${name}`), value });
  return [
    fact('state', t(language, `customers.gdap.state.${state}`)),
    fact('roles', list(language, rolesIn(language, roles))),
    fact('days', t(language, 'customers.gdap.daysOf', { days })),
    fact('extends', t(language, autoExtend ? 'customers.gdap.yes' : 'customers.gdap.no')),
    fact('requester', md(requester.name)),
    ...(decision ? [fact('decision', t(language, 'customers.gdap.decided', { by: md(decision.by), at: dateTime(language, decision.at, timeZone) }))] : []),
  ];
}

export type NewGdap = { readonly id: string; readonly typed?: RawInput; readonly error?: DomainError };

/** @param id the new request's: drawn with the form, so that the form is sent once. */
export function newGdapReply(ctx: TurnCtx, { own, tenant }: SeenCustomer, { id, typed = {}, error }: NewGdap): Reply {
  const { language, deps: { rules } } = ctx;
  const form = formData(language, gdapFields, { ...typed, autoExtend: String(typed['autoExtend'] === 'true') }, problemsOf(error));
  return cardReply(render('customers/newGdap', language, {
    id, customer: own.tenant, name: md(tenant.name), max: rules.gdap.maxDays, lapse: rules.gdap.lapseDays,
    choices: entraRoles.map((role) => ({ title: t(language, `customers.entra.${role}`), value: role })), ...form,
  }, { banner: bannerOf(ctx, error) }));
}
