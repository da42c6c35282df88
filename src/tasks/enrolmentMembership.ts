/** Enrolment while the company proves its membership and chooses its MPN profile (WF-03): codes, profiles and the reservation that follows the choice. */

import type { DomainError } from '../core/errors.ts';
import { refuse } from '../core/errors.ts';
import type { Guard, MpnProfile, Outgoing, Row, Step, World } from '../core/machine.ts';
import { rowsOf } from '../core/machine.ts';
import { isSameTrace, traceOf } from '../core/secrets.ts';
import { HOUR, MINUTE, between, plus } from '../core/time.ts';
import { anyEmail, mpnId, oneTimeCode, optionalText, text } from '../rules/fields.ts';
import type { ChosenProfile, Enrolment } from './enrolmentDoc.ts';
import { draftStates, heldAs, heldProfiles, nextPage } from './enrolmentDoc.ts';
import { byRequester, move } from './enrolmentMoves.ts';
import { outgoing } from './outgoing.ts';

const row = rowsOf<Enrolment>();

const codeLimit: Guard<Enrolment, unknown> = (doc, _input, { now, rules }) => {
  const lastHour = doc.membership?.sentAt.filter((at) => between(at, now) < HOUR) ?? [];
  const oldest = lastHour[0];
  return oldest && lastHour.length >= rules.membershipCode.sendsPerHour ? refuse('ENR-13', { at: plus(oldest, HOUR) }).error : undefined;
};

function sendCode(doc: Enrolment, input: { readonly account: string }, world: World): Step<Enrolment> {
  const round = (doc.membership?.round ?? 0) + 1;
  const sentAt = [...(doc.membership?.sentAt ?? []), world.now].slice(-world.rules.membershipCode.sendsPerHour);
  return {
    set: { membership: { account: input.account, round, sentAt }, touchedAt: world.now },
    outbox: [outgoing('codeMail', { round })],
  };
}

/** The outbox made the code and is about to mail it; from now on only its trace is known. */
function codeSent(doc: Enrolment, input: { readonly round: string; readonly hash: string; readonly salt: string }, world: World): Step<Enrolment> {
  const { membership } = doc;
  if (!membership || String(membership.round) !== input.round) return { quiet: true };
  const expiresAt = plus(world.now, world.rules.membershipCode.minutes * MINUTE);
  return { quiet: true, set: { membership: { ...membership, code: { hash: input.hash, salt: input.salt, expiresAt, attempts: 0 } } } };
}

/** A wrong code is an event of its own: it uses up an attempt, so it is stored although it is refused. */
function enterCode(doc: Enrolment, input: { readonly code: string }, world: World): Step<Enrolment> {
  const { membership } = doc;
  const code = membership?.code;
  if (!membership || !code || code.expiresAt <= world.now || code.attempts >= world.rules.membershipCode.attempts) {
    return { complaint: refuse('ENR-12', {}).error };
  }
  if (!isSameTrace(traceOf(input.code, code.salt), code.hash)) {
    const attempts = code.attempts + 1;
    const left = world.rules.membershipCode.attempts - attempts;
    return {
      set: { membership: { ...membership, code: { ...code, attempts } } },
      complaint: left > 0 ? refuse('ENR-11', { left }).error : refuse('ENR-12', {}).error,
    };
  }
  const profiles = world.read.profiles ?? [];
  const { code: _spent, ...rest } = membership;
  if (profiles.length === 0) return { set: { membership: rest }, complaint: refuse('ENR-03', { account: membership.account }).error };
  return move(doc, 'MpnSelection', world, { membership: { ...rest, profiles: [...profiles] } });
}

const profileFits: Guard<Enrolment, { readonly mpnId: string }> = (doc, { mpnId: asked }, world) => {
  const profile = doc.membership?.profiles?.find((candidate) => candidate.mpnId === asked);
  if (!profile) return refuse('ENR-03', { account: doc.membership?.account ?? '' }).error;
  const { reservation } = world.read;
  const isTaken = reservation !== undefined && reservation.tenant !== doc.tenant; // INV-09
  return profileFlaw(profile, world) ?? (isTaken ? refuse('ENR-08', { mpnId: asked }).error : undefined);
};

export function profileFlaw({ mpnId: id, active, country, type }: MpnProfile, { read, rules }: World): DomainError | undefined {
  if (!active) return refuse('ENR-04', { mpnId: id }).error; // INV-07
  if (rules.mpn.sameCountry && country !== read.tenant.country) { // INV-08
    return refuse('ENR-05', { mpnId: id, mpnCountry: country, tenantCountry: read.tenant.country }).error;
  }
  return type === 'location' ? undefined : refuse('ENR-08', { mpnId: id }).error; // INV-09
}

function chooseProfile(doc: Enrolment, input: { readonly mpnId: string }, world: World): Step<Enrolment> {
  const profile = doc.membership?.profiles?.find((candidate) => candidate.mpnId === input.mpnId);
  if (!profile) throw new Error('profileFits let an unknown MPN profile through');
  const to = doc.short ? 'DetailsShort' : nextPage(doc);
  const mpn = chosen(doc, profile);
  return { ...move(doc, to, world, { mpn }), outbox: reservationsFollow(doc, { ...doc, mpn }) };
}

/** Chosen again is another choosing: what comes of the one before cannot be taken for it. */
export const chosen = ({ id, rev }: Pick<Enrolment, 'id' | 'rev'>, profile: MpnProfile): ChosenProfile => ({ ...profile, choice: `${id}:${rev + 1}` });

/** A choosing of this enrolment that it does not know yet. */
export function isOfLater(choice: string | undefined, { id, rev }: Pick<Enrolment, 'id' | 'rev'>): boolean {
  const [of, at] = choice?.split(':') ?? [];
  return of === id && Number(at) > rev;
}

/** Each MPN ID whose holding changes has its reservation brought in line with the enrolment. */
export function reservationsFollow(before: Enrolment, after: Enrolment | undefined): readonly Outgoing[] {
  const ids = new Set([before, after].flatMap((doc) => (doc ? heldProfiles(doc) : [])).map(({ mpnId: id }) => id));
  const isKept = (id: string): boolean => heldAs(after, id)?.choice !== undefined && heldAs(after, id)?.choice === heldAs(before, id)?.choice;
  return [...ids].filter((id) => !isKept(id)).map((id) => outgoing(heldAs(after, id) ? 'reserveMpn' : 'releaseMpn', { mpnId: id }, id));
}

/**
 * A form is sent only when its MPN ID is reserved for this very choosing of it. Nobody but the enrolment gives such a reservation back,
 * so what was sent is still reserved when it is decided (INV-09), and whoever decides need not look again.
 */
export function mpnIsOurs({ tenant, mpn }: Enrolment, _input: unknown, { read: { reservation } }: Pick<World, 'read'>): DomainError | undefined {
  const about = { mpnId: mpn?.mpnId ?? '' };
  if (reservation && reservation.tenant !== tenant) return refuse('ENR-08', about).error; // INV-09
  return reservation && (isUnnamed(mpn) || reservation.choice === mpn?.choice) ? undefined : refuse('ENR-17', about).error;
}

/** Chosen by an earlier program: nothing shows for which choosing the reservation is. */
export const isUnnamed = (mpn: ChosenProfile | undefined): boolean => mpn?.choice === undefined;

/** WF-03: the membership session is dropped; the work account stays signed in. */
export function dropMembership(doc: Enrolment, _input: unknown, world: World): Step<Enrolment> {
  const { round = 0, sentAt = [] } = doc.membership ?? {};
  return move(doc, 'MpnSignIn', world, { membership: { account: '', round, sentAt } });
}

/** Another company's reservation came first (INV-09): the person chooses again, and is told. Of an earlier choosing it is no news. */
function mpnLost(doc: Enrolment, input: { readonly mpnId: string; readonly choice: string }, world: World): Step<Enrolment> {
  if (doc.mpn?.mpnId !== input.mpnId || (doc.mpn.choice ?? '') !== input.choice) return { quiet: true };
  return {
    ...move(doc, doc.membership?.profiles ? 'MpnSelection' : 'MpnSignIn', world, { mpn: undefined }),
    // It may have come free, and been reserved for us, while this was on its way.
    outbox: [outgoing('notice', { person: doc.requester.id, news: 'mpnLost', text: input.mpnId }), ...reservationsFollow(doc, { ...doc, mpn: undefined })],
  };
}

export const membershipEvents = {
  sendCode: [row({ ...byRequester, from: ['MpnSignIn'], to: 'same', fields: { account: anyEmail }, guards: [codeLimit], effect: sendCode })],
  codeSent: [row({ from: ['MpnSignIn'], to: 'same', needs: 'S01', fields: { round: text(10), hash: text(100), salt: text(100) }, effect: codeSent })],
  enterCode: [row({ ...byRequester, from: ['MpnSignIn'], to: ['MpnSelection', 'MpnSignIn'], fields: { code: oneTimeCode }, reads: ['profiles'], effect: enterCode })],
  cancel: [row({ ...byRequester, from: ['MpnSignIn', 'MpnSelection'], to: 'MpnSignIn', effect: dropMembership })],
  continue: [row({ ...byRequester, from: ['MpnSelection'], to: ['LegalProfile', 'PrimaryContact', 'SupportInfo', 'Confirmation', 'DetailsShort'], fields: { mpnId }, reads: ['reservation'], guards: [profileFits], effect: chooseProfile })],
  mpnLost: [row({ from: draftStates, to: ['MpnSelection', 'MpnSignIn', 'same'], needs: 'S01', fields: { mpnId: text(20), choice: optionalText(100) }, effect: mpnLost })],
} as const satisfies Record<string, readonly Row<Enrolment>[]>;
