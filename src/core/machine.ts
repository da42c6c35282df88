/**
 * The shape of a task: states, and one row for each event a state accepts (domain.md §4). Rows are data that `decide`, the dialog, the
 * card contract test and the documentation all read; what a row calls is pure. No clock, store or network here.
 */

import type { AddressFinding } from './address.ts';
import type { Actor, DirectoryRole, PersonActor, TenantKind } from './actor.ts';
import type { DomainError, DomainErrorCode, FieldProblem } from './errors.ts';
import type { NewId, TenantId } from './ids.ts';
import type { Offer, SubscriptionFacts } from './offer.ts';
import type { Result } from './result.ts';
import type { Instant } from './time.ts';
import type { Permission } from '../rules/permissions.ts';
import type { Rules } from '../rules/settings.ts';

/** What every task document carries. `rev` counts changes; cards quote it, and a card with an older one is stale (GEN-02). */
export type TaskDoc = {
  readonly v: number;
  readonly id: string;
  readonly tenant: TenantId;
  readonly state: string;
  readonly since: Instant;
  readonly rev: number;
  /** The command that made this revision: its repeat is recognised by it. */
  readonly lastCommand: string;
};

/** Facts that were looked up before the decision; a row names what it needs in `reads`. */
export interface ReadSet {
  readonly tenant: TenantFacts;
  /** Behind the membership account of the document. */
  readonly profiles?: readonly MpnProfile[] | undefined;
  /** What a company already in CSP trades with (WF-04). */
  readonly associated?: MpnProfile | undefined;
  /** Who holds the MPN ID that the input or the document names. Asked for as `unnamedReservation`: only if that does not know for which choosing. */
  readonly reservation?: MpnReservation | undefined;
  readonly domainTaken?: boolean;
  /** Task documents of the same home that guards look at, and that may change with the document. */
  readonly enrolment?: TaskDoc | undefined;
  readonly account?: TaskDoc | undefined;
  /** The user whom the input names as `person`. */
  readonly user?: TaskDoc | undefined;
  /** The actor's own company, where the document is another's: who it is, how far it is enrolled, and its partnership with the document's company. */
  readonly own?: CompanyFacts | undefined;
  readonly ownEnrolment?: TaskDoc | undefined;
  readonly ownAgreement?: TaskDoc | undefined;
  /** The other accounts of the document's company, with their agreements, each from its own home (WF-08). */
  readonly siblings?: readonly { readonly tenant: TenantFacts; readonly agreement: TaskDoc | undefined }[];
  readonly partnership?: TaskDoc | undefined;
  /** What the directory says of the person whom the document is about. */
  readonly subject?: { readonly directoryRoles: readonly DirectoryRole[] } | undefined;
  /** Does another document of the home hold the e-mail address of the input, or else of the actor? */
  readonly emailTaken?: boolean;
  /** The provider and the reseller that the input or the document names, as they are now in their own homes. */
  readonly provider?: CompanyFacts | undefined;
  readonly reseller?: ResellerFacts | undefined;
  /** The partnership of the document's company with `provider`. */
  readonly jointPartnership?: TaskDoc | undefined;
  /** In a customer's home: the customer, everybody whom it has or had a relationship with, and what it has. */
  readonly customer?: TaskDoc | undefined;
  readonly relationships?: readonly TaskDoc[];
  /** The requests for delegated admin beside the document, a relationship, that are granted now (WF-36). */
  readonly granted?: readonly TaskDoc[];
  readonly subscriptions?: readonly SubscriptionFacts[];
  /** The relationships of the actor's own company, as a customer. */
  readonly ownRelationships?: readonly TaskDoc[];
  /** The customer that the input names, in its home: what the document's company and `provider` are to it, who manages its account, and the subscription that is named (WF-25). */
  readonly served?: { readonly relationship: TaskDoc | undefined; readonly seller: TaskDoc | undefined; readonly customer: TaskDoc | undefined; readonly subscription: TaskDoc | undefined } | undefined;
  /** Companies that hold the MPN IDs of further resellers (INV-52), as far as there are any. */
  readonly additional?: readonly (ResellerFacts & { readonly mpnId: string })[];
  /** The domain of the e-mail address in the input belongs to a company that has an account (CUS-11). */
  readonly existing?: CompanyFacts | undefined;
  /** The offers that the input or the document names, by id, as far as the catalogue has them. */
  readonly offers?: ReadonlyMap<string, Offer>;
  /** What the checker of addresses says of the one in the input, if each part of it is right by itself. */
  readonly address?: AddressFinding | undefined;
}
export type ReadName =
  | 'profiles' | 'associated' | 'reservation' | 'unnamedReservation' | 'domainTaken' | 'enrolment' | 'account' | 'user' | 'own' | 'ownEnrolment' | 'ownAgreement' | 'partnership' | 'subject' | 'emailTaken'
  | 'provider' | 'reseller' | 'jointPartnership' | 'customer' | 'relationships' | 'granted' | 'subscriptions' | 'ownRelationships' | 'served' | 'additional' | 'existing' | 'offers' | 'address' | 'siblings';

export type CompanyFacts = TenantFacts & { readonly kind: TenantKind };

/** INV-16, INV-19, INV-45: what a provider's deed for a reseller depends on. `partnership` is the one with the actor's company. */
export type ResellerFacts = {
  readonly tenant: CompanyFacts; readonly enrolment: TaskDoc | undefined; readonly agreement: TaskDoc | undefined; readonly partnership: TaskDoc | undefined;
};

export const clouds = ['public', 'usGov', 'germany', 'china21v'] as const;
export type Cloud = (typeof clouds)[number];

export type TenantFacts = {
  readonly id: TenantId;
  readonly name: string;
  readonly country: string;
  readonly cloud: Cloud;
  readonly inCsp: boolean;
  readonly domains: readonly string[];
  /** Other accounts (tenants) of the same company; absent is none that is known. */
  readonly siblings?: readonly TenantId[] | undefined;
  /** Names of the people who can do what only a Global admin may. */
  readonly globalAdmins: readonly string[];
  /** What Microsoft's check of a customer says (INV-53); absent is authorised. */
  readonly verification?: 'authorised' | 'underReview' | 'refused' | 'unknown' | undefined;
  /** A provider's account of the integration sandbox, where less can be sold (§6.5); absent is production. */
  readonly sandbox?: boolean | undefined;
};

/** A profile of the membership site behind an MPN ID. Only `location` (PLA) profiles can be associated (INV-09). */
export type MpnProfile = {
  readonly mpnId: string;
  readonly name: string;
  readonly country: string;
  readonly active: boolean;
  readonly type: 'location' | 'global';
};

export type MpnReservation = { readonly mpnId: string; readonly tenant: TenantId; readonly choice?: string | undefined };

export interface World {
  readonly actor: Actor;
  readonly now: Instant;
  readonly rules: Rules;
  readonly read: ReadSet;
  readonly newId: NewId;
  /** What the addresses of our own pages begin with, without a slash at the end. */
  readonly site: string;
}

/** Something that leaves the process, or changes another home, once this commit is durable. Its schema is in tasks/outgoing.ts. */
export type Outgoing = {
  readonly kind: string;
  readonly key: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Not before this time; at once unless said. */
  readonly at?: Instant;
};

/** How a document stands in a list of its home: what people see of it there, in which order, and the words that find it. */
export type Line = { readonly list: string; readonly sort: string; readonly terms: readonly string[]; readonly body: Readonly<Record<string, unknown>> };

/** Another document of the same home that changes with this one. */
export type Companion = { readonly task: string; readonly doc: TaskDoc };

/** What a row does to its document. A field set to undefined is removed. */
export type Step<D> = {
  readonly to?: string;
  readonly set?: { readonly [K in keyof D]?: D[K] | undefined };
  readonly outbox?: readonly Outgoing[];
  readonly companions?: readonly Companion[];
  /** Names that only one document of the home may hold, taken and given back with this change (INV-05). */
  readonly claims?: readonly string[];
  readonly releases?: readonly string[];
  /** The event happened, and there is something the person must hear about it. */
  readonly complaint?: DomainError;
  /** The document itself ends: back to "not started". */
  readonly erase?: true;
  /** Bookkeeping nobody sees: the revision stays, so that cards in people's hands stay good. */
  readonly quiet?: true;
};

export type FieldContext = {
  readonly rules: Rules;
  /** Whose rules of addresses, phones and registration numbers count. */
  readonly country: string;
  /** Whose suffix a new domain has (§6.1); the public one unless said. */
  readonly cloud?: Cloud;
  /** The day it is now, in UTC: YYYY-MM-DD (INV-62). */
  readonly today: string;
  /** All raw inputs of the form, for rules that look at two fields. */
  readonly form: Readonly<Record<string, string>>;
};
export type FieldRule<T> = (raw: string, context: FieldContext) => Result<T, Omit<FieldProblem, 'field'>>;
export type Fields = Readonly<Record<string, FieldRule<unknown>>>;
export type Values<F extends Fields> = { readonly [K in keyof F]: F[K] extends FieldRule<infer T> ? T : never };

export type Guard<D, I> = (doc: D, input: I, world: World) => DomainError | undefined;

type Target<D extends TaskDoc> = D['state'] | 'same' | 'erased';

export interface RowSpec<D extends TaskDoc, F extends Fields> {
  readonly from: readonly D['state'][];
  readonly to: Target<D> | readonly Target<D>[];
  readonly needs: Permission;
  /** The code of the refusal when `needs` is not held; GEN-01 unless said. */
  readonly refusal?: Extract<DomainErrorCode, 'ENR-01' | 'MPA-01' | 'PAR-03' | 'CUS-01'>;
  /** Whose people may: those of the document's company unless said (INV-56). */
  readonly party?: (doc: D, world: World) => TenantId;
  /** The event begins a document: its card was drawn before there was one, so no revision on it can be stale. */
  readonly anyRevision?: true;
  /** Inputs this event checks: id to rule. Others are dropped. */
  readonly fields?: F;
  /** The country that the form is about, where it is not that of the document's company. */
  readonly countryOf?: (form: Readonly<Record<string, string>>) => string;
  /** What wrong fields of one kind are called; GEN-05 unless said. */
  readonly flaw?: (problems: readonly FieldProblem[], form: Readonly<Record<string, string>>) => DomainError | undefined;
  /** Inputs that are kept as typed, without being checked: leaving a page must never be refused. */
  readonly keeps?: readonly string[];
  readonly reads?: readonly ReadName[];
  /** Said by the program on the actor's behalf: no card can ask for it. */
  readonly inner?: true;
  /** Whose document it is and whether it is ready: asked before the input is looked at, so that a stranger hears that first. */
  readonly owner?: (doc: D, world: World) => DomainError | undefined;
  readonly guards?: readonly Guard<D, Values<F>>[];
  readonly effect: (doc: D, input: Values<F>, world: World, raw: Readonly<Record<string, string>>) => Step<D>;
}

/** A row whose input type is erased, so that rows of different forms stand in one table. */
export interface Row<D extends TaskDoc> extends Omit<RowSpec<D, Fields>, 'guards' | 'effect'> {
  readonly check: (doc: D, input: Values<Fields>, world: World) => DomainError | undefined;
  readonly run: (doc: D, input: Values<Fields>, world: World, raw: Readonly<Record<string, string>>) => Step<D>;
}

/** Binds a row to the type of its document; the field rules give the type of its input. */
export function rowsOf<D extends TaskDoc>() {
  return <const F extends Fields>(spec: RowSpec<D, F>): Row<D> => {
    const { guards = [], effect, ...rest } = spec;
    return {
      ...rest,
      // `decide` passes exactly what `fields` of this same row produced, so the erased type is F's.
      check: (doc, input, world) => firstRefusal(guards, doc, input as Values<F>, world),
      run: (doc, input, world, raw) => effect(doc, input as Values<F>, world, raw),
    };
  };
}

export interface TaskDef<D extends TaskDoc> {
  readonly task: string;
  /** Which document of a home a command is about: the actor's or the home's only one, or the one whose id was brought. */
  readonly documentId: (actor: Actor | Pick<PersonActor, 'kind' | 'id'>, target: string) => string;
  /** There are many in a home, found by an id that somebody brings: one that is not there is as good as somebody else's (INV-56). */
  readonly many?: true;
  /** Undefined: it stands in no list (any more). */
  readonly line?: (doc: D) => Line | undefined;
  /** Reads a stored body; older versions are upcast in it. */
  readonly schema: { readonly parse: (body: unknown) => D };
  /** The document a command meets when there is none yet: the "not started" state. It is never stored. */
  readonly blank: (world: World, target: string) => D;
  readonly events: Readonly<Record<string, readonly Row<D>[]>>;
  /** When a timer should look at this document again, if ever. */
  readonly due?: (doc: D, rules: Rules) => { readonly at: Instant; readonly event: string } | undefined;
}

function firstRefusal<D, I>(guards: readonly Guard<D, I>[], doc: D, input: I, world: World): DomainError | undefined {
  for (const guard of guards) {
    const refusal = guard(doc, input, world);
    if (refusal) return refusal;
  }
  return undefined;
}
