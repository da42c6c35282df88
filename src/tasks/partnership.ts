/** A partnership from its beginning to its removal (WF-15, WF-16, WF-34). How one is asked for is request.ts; customers and their relationships are elsewhere and never change here (INV-21, INV-27). */

import { personOf } from '../core/actor.ts';
import { refuse } from '../core/errors.ts';
import type { DomainError } from '../core/errors.ts';
import { newCaseId } from '../core/ids.ts';
import type { PersonId, TenantId } from '../core/ids.ts';
import type { Guard, Outgoing, Step, TaskDef, Values, World } from '../core/machine.ts';
import { rowsOf } from '../core/machine.ts';
import type { Instant } from '../core/time.ts';
import { language, optionalText, text } from '../rules/fields.ts';
import { attestationFields, attestations, isAttested } from './attestations.ts';
import { outgoing } from './outgoing.ts';
import type { Partnership } from './partnershipDoc.ts';
import { blankPartnership, partnerLine, partnershipDocumentId, partnershipSchema } from './partnershipDoc.ts';

const row = rowsOf<Partnership>();

const startFields = {
  providerName: text(1_000), providerCountry: text(2), by: text(1_000), byId: text(200), roles: optionalText(300), at: text(30), version: text(40), language, company: text(1_000), request: text(20),
} as const;

/** The other side's list follows by itself; the reseller's own is written with the document. */
const sync = (doc: Partnership): Outgoing => outgoing('partnershipSync', { provider: doc.provider.id });

/** §4.3 authorise: Active, with administrator access. Said by the outbox, after the reseller's answer to the request. */
function start(doc: Partnership, input: Values<typeof startFields>, world: World): Step<Partnership> {
  const { providerName, providerCountry, by, byId, roles, at, version, language, company, request } = input;
  const consent = { by, byId: byId as PersonId, roles: roles.split(' ').filter((role) => role !== ''), at: at as Instant, version, language, company, request }; // as the request's own decision wrote them
  const started = { ...doc, provider: { ...doc.provider, name: providerName, country: providerCountry } };
  return {
    to: 'Active',
    set: { id: doc.id || newCaseId('PAR', world.newId), provider: started.provider, adminAccess: 'Granted', consent, removal: undefined },
    outbox: [sync(started), outgoing('partnershipStarted', { provider: doc.provider.id, by: byId })],
  };
}

/** WF-34: what was authorised before the removal ended with it, however late its beginning arrives. */
const isSinceRemoval: Guard<Partnership, { readonly at: string }> = ({ state, removal }, { at }) => (removal && at < removal.at ? refuse('GEN-07', { state }).error : undefined);

const isGranted = (doc: Partnership): DomainError | undefined => (doc.adminAccess === 'Granted' ? undefined : refuse('GEN-07', { state: doc.adminAccess }).error);
const isTicked: Guard<Partnership, { readonly confirmed: string }> = (_doc, { confirmed }) => (confirmed === 'true' ? undefined : refuse('PAR-07', {}).error);

/** INV-25: what the provider may order stays as it was. It is done in the Microsoft 365 admin center; here it is written down. */
const removeAdminAccess = (doc: Partnership): Step<Partnership> => ({ set: { adminAccess: 'Removed' }, outbox: [sync(doc)] });

/** INV-27: customers and delegated admin remain, and joint invitations end, and what the reseller asked for. M9: nobody is told by us; the card says so to whoever removes. */
function remove(doc: Partnership, _input: unknown, world: World): Step<Partnership> {
  const { id: byId, name: by } = personOf(world);
  return { to: 'Removed', set: { removal: { by, byId, at: world.now, attested: [...attestations] } }, outbox: [sync(doc), outgoing('invitationsVoid', { provider: doc.provider.id }), outgoing('changesEnd', { ended: 'partnership', reseller: doc.tenant, provider: doc.provider.id, at: world.now })] };
}

/** PAR-10 (Y14): no seed knows how one is removed. */
const isRemovable = (_doc: Partnership, { rules }: World): DomainError | undefined => (rules.partnership.removal ? undefined : refuse('PAR-10', {}).error);

/** WF-34: the provider's people, and the reseller's where the programme lets them. */
const remover = (doc: Partnership, { actor, rules }: World): TenantId =>
  (rules.partnership.resellerCanRemove && actor.kind === 'person' && actor.tenant === doc.tenant ? doc.tenant : doc.provider.id);

/** INV-19: the condition of everything a provider does for a reseller: adding customers, orders, credits, support contacts. */
export const isPartnered = (partnership: Partnership | undefined): boolean => partnership?.state === 'Active';

export const partnership = {
  task: 'partnership',
  documentId: (_actor, provider) => partnershipDocumentId(provider),
  many: true,
  schema: partnershipSchema,
  blank: blankPartnership,
  line: (doc) => partnerLine(doc, 'reseller'),
  events: {
    start: [row({ from: ['None', 'Removed'], to: 'Active', needs: 'S01', inner: true, fields: startFields, guards: [isSinceRemoval], effect: start })],
    removeAdminAccess: [row({ from: ['Active'], to: 'same', needs: 'P14', refusal: 'PAR-03', fields: { confirmed: optionalText(5) }, owner: isGranted, guards: [isTicked], effect: removeAdminAccess })],
    remove: [row({ from: ['Active'], to: 'Removed', needs: 'P23', party: remover, owner: isRemovable, fields: attestationFields, guards: [isAttested], effect: remove })],
  },
} as const satisfies TaskDef<Partnership>;
