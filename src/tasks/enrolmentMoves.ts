/** What several enrolment tables share: dated moves, ownership of the form, and news to requester and primary contact. No rows here. */

import type { PersonActor } from '../core/actor.ts';
import { nameOf } from '../core/actor.ts';
import { refuse } from '../core/errors.ts';
import type { DomainError } from '../core/errors.ts';
import type { Outgoing, Step, World } from '../core/machine.ts';
import type { Enrolment, EnrolmentState } from './enrolmentDoc.ts';
import { contactOf } from './enrolmentDoc.ts';
import type { EnrolmentNews } from './outgoing.ts';
import { outgoing } from './outgoing.ts';

type Move = Step<Enrolment> & { readonly to: EnrolmentState; readonly set: NonNullable<Step<Enrolment>['set']> };

/** A change of state, dated and kept for the timeline (which forgets its oldest lines), with whatever else changes. */
export function move(doc: Enrolment, to: EnrolmentState, world: World, set: Step<Enrolment>['set'] = {}): Move {
  const history = [...doc.history.slice(-19), { at: world.now, state: to, by: nameOf(world.actor) }];
  return { to, set: { history, touchedAt: world.now, ...set } };
}

/** The form belongs to whoever fills it in; a colleague may take it over, but not write in it unawares (INV-57). */
export function isRequester(doc: Enrolment, { actor }: World): DomainError | undefined {
  return actor.kind === 'person' && actor.id === doc.requester.id ? undefined : refuse('ENR-14', { person: doc.requester.name }).error;
}

/** What most rows of an enrolment begin with. */
export const byRequester = { needs: 'E01', refusal: 'ENR-01', owner: isRequester } as const;

export function requesterFrom(actor: PersonActor): Enrolment['requester'] {
  return { id: actor.id, name: actor.name, email: actor.email ?? '', language: actor.language };
}

export const syncReview = (doc: Enrolment): Outgoing => outgoing('reviewSync', { caseId: doc.id });

/** What the requester does themselves is no news to them; their card has said it already. */
const ownActs: ReadonlySet<EnrolmentNews> = new Set(['documentsSent', 'appealed', 'resubmitted', 'withdrawn']);

/** M2 and M3 go to the primary contact, also when that is not the enrolling person (INV-13); the requester hears it in Teams. */
export function tell(doc: Enrolment, news: EnrolmentNews, text = ''): readonly Outgoing[] {
  const contact = contactOf(doc);
  const { company, id: caseId } = doc;
  return [
    ...(contact ? [outgoing('statusMail', { news, to: contact.email, name: contact.name, language: contact.language, company: company.name, caseId, text }, news)] : []),
    ...(ownActs.has(news) ? [] : [outgoing('notice', { person: doc.requester.id, news, text }, news)]),
  ];
}
