/** Stands for the sign-in of Microsoft Entra in the local world: a page that lists the people of the directory file, and takes the one who is chosen. Nobody proves anything here, so it exists without credentials only. */

import type { Language } from '../../src/core/actor.ts';
import { list } from '../format.ts';
import type { Html, PageAnswer } from '../http/html.ts';
import { html, page } from '../http/html.ts';
import type { SignIn } from '../http/signIn.ts';
import { RETURN_PATH } from '../http/signIn.ts';
import { t } from '../words.ts';
import type { PersonEntry, TenantEntry } from './directorySchema.ts';

/** Everybody there is at this moment, with those whom the bot has created, by whichever instance. */
export type Inhabitants = () => Promise<readonly TenantEntry[]>;

/** The page of one attempt is `LOCAL_SIGN_IN/<state>`. */
export const LOCAL_SIGN_IN = '/sign-in/local';

export function localSignIn(inhabitants: Inhabitants): SignIn {
  return {
    returns: 'post',
    begin: async ({ state, language }) => `${LOCAL_SIGN_IN}/${state}?lang=${language}`,
    finish: async (_attempt, { who = '' }) => {
      const everybody = (await inhabitants()).flatMap((tenant) => tenant.people.map((person) => ({ tenant: tenant.id, person: person.id })));
      return everybody.find(({ tenant, person }) => valueOf(tenant, person) === who);
    },
  };
}

const valueOf = (tenant: string, person: string): string => JSON.stringify([tenant, person]);

/** Customers first: they are the ones who answer on web pages. */
export async function showPeople(inhabitants: Inhabitants, state: string, language: Language): Promise<PageAnswer> {
  const tenants = (await inhabitants()).filter(({ people }) => people.length > 0).toSorted((one, other) => rank(one) - rank(other));
  return page({
    status: 200, language, title: t(language, 'pages.localSignIn.title'),
    content: html`<p>${t(language, 'pages.localSignIn.text')}</p>
<form method="post" action="${RETURN_PATH}"><input type="hidden" name="state" value="${state}">
${tenants.map((tenant) => companyOf(tenant, language))}</form>`,
  });
}

const rank = ({ kind }: TenantEntry): number => ['customer', 'reseller', 'provider'].indexOf(kind);

function companyOf({ id, name, kind, people }: TenantEntry, language: Language): Html {
  return html`<h2>${name} (${t(language, `pages.localSignIn.${kind}`)})</h2>
${people.map((person) => html`<p><button class="second" name="who" value="${valueOf(id, person.id)}">${[person.name, ...rolesOf(person, language)].join(' · ')}</button></p>
`)}`;
}

function rolesOf({ directoryRoles, roles }: PersonEntry, language: Language): readonly string[] {
  const partner = roles ? [roles.agent, roles.admin].filter((role) => role !== 'notAnAgent' && role !== 'notAnAdmin') : [];
  const names = [...directoryRoles.map((role) => t(language, `pages.localSignIn.${role}`)), ...partner.map((role) => t(language, `common.role.${role}`))];
  return names.length > 0 ? [list(language, names)] : [];
}
