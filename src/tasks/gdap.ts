/** Delegated admin for some roles and a time (WF-36): asked for by a partner, answered by a Global admin of the customer, ended by either or by time. It is independent of the relationship, which only carries along what is granted now. */

import type { DomainError } from '../core/errors.ts';
import { refuse } from '../core/errors.ts';
import type { Companion, Guard, Step, TaskDef, Values, World } from '../core/machine.ts';
import { rowsOf } from '../core/machine.ts';
import { personOf } from '../core/actor.ts';
import { DAY, plus } from '../core/time.ts';
import type { Instant } from '../core/time.ts';
import type { Rules } from '../rules/settings.ts';
import type { Gdap } from './gdapDoc.ts';
import { blankGdap, gdapDocumentId, gdapFields, gdapLine, gdapSchema, gdapTold } from './gdapDoc.ts';
import { outgoing } from './outgoing.ts';
import { isActive, partnerOf, relationshipWith, withGdap } from './relationship.ts';

const row = rowsOf<Gdap>();

/** WF-36 "six months", as Microsoft counts them. */
const EXTENSION_DAYS = 180;

const byPartner = ({ partner }: Gdap) => partner;

/** INV-36, CUS-16. */
const hasCustomer = ({ partner, customerName }: Gdap, { read }: World): DomainError | undefined =>
  (isActive(relationshipWith(read, partner)) ? undefined : refuse('CUS-16', { customer: customerName }).error);

const sameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** WF-36: a name is used once for each customer and partner; the relationship remembers them. */
const isNewName: Guard<Gdap, Pick<Gdap, 'name'>> = ({ partner }, { name }, { read }) => {
  const taken = relationshipWith(read, partner)?.gdap?.some((known) => sameName(known.name, name));
  return taken ? refuse('GEN-05', { count: 1 }, [{ field: 'name', rule: 'nameTaken', level: 'error', params: {} }]).error : undefined;
};

/** The relationship along with it, if there is one. */
function beside({ id, partner, name }: Pick<Gdap, 'id' | 'partner' | 'name'>, isGranted: boolean, { read }: World): readonly Companion[] {
  const known = relationshipWith(read, partner);
  return known ? [{ task: 'relationship', doc: withGdap(known, { id, name, isGranted }) }] : [];
}

function request(doc: Gdap, { name, days, roles, autoExtend }: Values<typeof gdapFields>, world: World): Step<Gdap> {
  const { id, name: by } = personOf(world);
  const { tenant, own } = world.read;
  return {
    to: 'Requested',
    set: {
      customerName: tenant.name, partnerName: own?.name ?? doc.partner, requester: { id, name: by }, name, days, roles: [...roles], autoExtend: autoExtend === 'true',
      until: plus(world.now, world.rules.gdap.lapseDays * DAY), reminded: 0,
    },
    companions: beside({ ...doc, name }, false, world),
    outbox: [outgoing('gdapMails', { request: doc.id, news: 'asked' })],
  };
}

/** A reminder for a day before it begins is none. */
const pastReminders = (until: Instant, now: Instant, { gdap }: Rules): number => gdap.reminderDays.filter((days) => plus(until, -days * DAY) <= now).length;

const decision = (world: World): Pick<Gdap, 'decision'> => {
  const { id: byId, name: by } = personOf(world);
  return { decision: { by, byId, at: world.now } };
};

/** However late the timer is. */
const isInTime: Guard<Gdap, unknown> = ({ until }, _input, { now }) => (now < until ? undefined : refuse('GEN-07', { state: 'Lapsed' }).error);

/** C01, by the customer. Without an Active relationship the rights stand for themselves, which is worth a warning. */
function approve(doc: Gdap, _input: unknown, world: World): Step<Gdap> {
  const until = plus(world.now, doc.days * DAY);
  return { to: 'Approved', set: { ...decision(world), until, reminded: pastReminders(until, world.now, world.rules) }, companions: beside(doc, true, world), outbox: gdapTold(doc, 'approved') };
}

const decline = (doc: Gdap, _input: unknown, world: World): Step<Gdap> => ({ to: 'Declined', set: decision(world), outbox: gdapTold(doc, 'declined') });

const remind = (doc: Gdap, _input: unknown, world: World): Step<Gdap> => ({ set: { reminded: pastReminders(doc.until, world.now, world.rules) }, outbox: gdapTold(doc, 'ending') });

const lapse = (doc: Gdap): Step<Gdap> => ({ to: 'Lapsed', outbox: gdapTold(doc, 'lapsed') });

function expire(doc: Gdap, _input: unknown, world: World): Step<Gdap> {
  if (doc.autoExtend) return { set: { until: plus(doc.until, EXTENSION_DAYS * DAY) } };
  return { to: 'Expired', companions: beside(doc, false, world), outbox: gdapTold(doc, 'expired') };
}

const over = (doc: Gdap, world: World): Step<Gdap> => ({ to: 'Terminated', companions: beside(doc, false, world) });
/** By the partner itself, who needs no notice. */
const terminate = (doc: Gdap, _input: unknown, world: World): Step<Gdap> =>
  ({ ...over(doc, world), outbox: [outgoing('gdapMails', { request: doc.id, news: doc.state === 'Approved' ? 'ended' : 'withdrawn' })] });
const end = (doc: Gdap, _input: unknown, world: World): Step<Gdap> => ({ ...over(doc, world), outbox: gdapTold(doc, 'ended') });

const byAsker = { needs: 'P03', party: byPartner } as const;
const byCustomer = { needs: 'C01', refusal: 'CUS-01', reads: ['relationships'] } as const;

export const gdap = {
  task: 'gdap',
  documentId: (_actor, target) => gdapDocumentId(target),
  many: true,
  schema: gdapSchema,
  blank: blankGdap,
  line: gdapLine,
  events: {
    request: [row({ ...byAsker, party: partnerOf, from: ['None'], to: 'Requested', reads: ['own', 'relationships'], owner: hasCustomer, fields: gdapFields, guards: [isNewName], effect: request })],
    terminate: [row({ ...byAsker, from: ['Requested', 'Approved'], to: 'Terminated', reads: ['relationships'], effect: terminate })],
    approve: [row({ ...byCustomer, from: ['Requested'], to: 'Approved', guards: [isInTime], effect: approve })],
    decline: [row({ ...byCustomer, from: ['Requested'], to: 'Declined', guards: [isInTime], effect: decline })],
    end: [row({ ...byCustomer, from: ['Approved'], to: 'Terminated', effect: end })],
    lapse: [row({ from: ['Requested'], to: 'Lapsed', needs: 'S01', effect: lapse })],
    remind: [row({ from: ['Approved'], to: 'same', needs: 'S01', effect: remind })],
    expire: [row({ from: ['Approved'], to: ['Expired', 'same'], needs: 'S01', reads: ['relationships'], effect: expire })],
  },
  due: (doc, { gdap: { reminderDays } }) => {
    if (doc.state === 'Requested') return { at: doc.until, event: 'lapse' };
    if (doc.state !== 'Approved') return undefined;
    const next = reminderDays.toSorted((one, other) => other - one)[doc.reminded];
    // [DESIGN] what goes on by itself needs no reminder.
    return next === undefined || doc.autoExtend ? { at: doc.until, event: 'expire' } : { at: plus(doc.until, -next * DAY), event: 'remind' };
  },
} as const satisfies TaskDef<Gdap>;
