/** What somebody is told about what is stored of them: nothing, everything there can be, and what is left of a user who was removed. */

import type { CardName } from '../../bot/cards/load.ts';
import { showPrivacy } from '../../bot/commands/privacy.ts';
import { auditDoc } from '../../src/app/audit.ts';
import { homeOf, personRef } from '../../src/app/homes.ts';
import { keepUnanswered, noteProof } from '../../src/app/proofs.ts';
import type { Doc } from '../../src/app/ports.ts';
import type { Deps } from '../../src/app/deps.ts';
import type { PersonActor } from '../../src/core/actor.ts';
import { HOUR, MINUTE } from '../../src/core/time.ts';
import type { User } from '../../src/tasks/userDoc.ts';
import { userDocumentId } from '../../src/tasks/userDoc.ts';
import { userIn } from '../support/people.ts';
import { ago, cast, contoso } from '../support/world.ts';
import type { Said, Sample } from './draw.ts';

const { adminAgent: ada, employee: eva, reviewer: rut } = cast;

const put = async ({ store }: Deps, ...docs: readonly Doc[]): Promise<unknown> => await store.commit(docs.map((doc) => ({ op: 'upsert', doc })));

/** As the bot met them; `more` beside what it always knows. */
const met = ({ tenant, id, name }: PersonActor, more: object = {}): Doc => ({ ...personRef(tenant, id), kind: 'person', body: { v: 1, tenant, id, name, lastLanguage: 'es', ...more } });
const address = { serviceUrl: 'https://teams.example', conversation: 'chat', channelId: 'msteams', bot: 'bot', user: '29:ada' };
const userDoc = (user: User): Doc => ({ partition: homeOf(user.tenant), id: userDocumentId(user.id), kind: 'user', body: user });

const events = [
  ['customer', 'edit'], ['subscription', 'rename'], ['enrolment', 'signIn'], ['enrolment', 'enrolNow'], ['request', 'authorise'], ['user', 'update'], ['order', 'submit'],
  ['invitation', 'done'], ['partnership', 'remove'], ['agreement', 'accept'],
] as const;

/** Two of the first, one of each other, three by a colleague about their user, and one of a colleague's own. */
function entries(actor: PersonActor): readonly Doc[] {
  const about = (event: string, by: PersonActor, document = '') => ({ partition: homeOf(contoso.id), actor: by, task: 'user', document, event, before: undefined, after: undefined, correlation: '' });
  const own = [...events, events[0]].map(([task, event]) => ({ ...about(event, actor), task }));
  const others = [about('added', cast.globalAdmin, actor.id), about('update', cast.globalAdmin, actor.id), about('reset', cast.globalAdmin, actor.id), about('update', cast.globalAdmin, 'luis')];
  return [...own, ...others].map((audited, place) => auditDoc(audited, ago(place * HOUR), () => String(place)));
}

type Whole = { readonly person?: object; readonly timeZone?: string; readonly user?: Partial<User>; readonly disclosure?: User['disclosure']; readonly signsIn?: true };

const told = (viewer: PersonActor, { person = {}, timeZone, user, disclosure, signsIn }: Whole): Sample => ({
  viewer,
  reply: async (ctx, said: Said) => {
    const { deps } = ctx;
    await put(deps, met(said(viewer), { ...person, ...(timeZone ? { timeZone: said(timeZone) } : {}) }));
    if (user) await put(deps, userDoc({ ...said(userIn(user.state ?? 'Active', { id: viewer.id, name: viewer.name, email: 'ada@contoso.es', ...user })), ...(disclosure ? { disclosure } : {}) }), ...entries(viewer));
    if (signsIn) await signIn(deps, viewer, said);
    return await showPrivacy(ctx);
  },
});

async function signIn(deps: Deps, { tenant, id, name }: PersonActor, said: Said): Promise<void> {
  await noteProof(deps, { tenant, person: id, name: said(name), roles: ['globalAdmin'], minutes: 60 });
  await keepUnanswered(deps, { tenant, id }, { kind: 'text', id: '1', text: '/users' });
}

export const privacySamples = {
  'reports/privacy': {
    'nothing': { viewer: eva, reply: async (ctx) => await showPrivacy(ctx) },
    'a newcomer': told(eva, {}),
    'a programme admin who left the chat': told(rut, { person: { address, awaySince: ago(HOUR), language: 'en' } }),
    'a user': told(ada, { person: { address, language: 'es' }, timeZone: 'Europe/Madrid', user: { userName: 'ada@contoso.onmicrosoft.com' }, disclosure: { to: cast.globalAdmin.id, at: ago(HOUR), closedAt: ago(59 * MINUTE) }, signsIn: true }),
    'somebody new': told(ada, { person: { address }, user: { state: 'PendingFirstSignIn' }, disclosure: { to: cast.globalAdmin.id, at: ago(MINUTE) } }),
    'a user who was removed': told(ada, { person: { address }, user: { state: 'Removed', email: '' } }),
  },
} as const satisfies Partial<Record<CardName, Readonly<Record<string, Sample>>>>;
