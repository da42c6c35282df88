/** What a use case may touch: the store and the world outside, as interfaces. Adapters implement them; nothing here knows which. */

import type { Address, AddressFinding } from '../core/address.ts';
import type { PersonId, TenantId } from '../core/ids.ts';
import type { DirectoryRole, PartnerRoles, TenantKind } from '../core/actor.ts';
import type { Cloud, MpnProfile, TenantFacts } from '../core/machine.ts';
import type { Instant } from '../core/time.ts';

/** Where a document is: its partition (the home of design.md §4) and its id in it. */
export type DocRef = { readonly partition: string; readonly id: string };

/**
 * A document as stores see it. `list` and `sort` put it into one ordered list of its partition; `due` makes it show up in `Store.due`;
 * `expires` lets the store forget it. The body is the business of app/documents.ts.
 */
export type Doc = DocRef & {
  readonly kind: string;
  readonly list?: string;
  readonly sort?: string;
  readonly due?: Instant;
  readonly expires?: Instant;
  readonly body: { readonly [key: string]: unknown };
};
export type Stored = Doc & { readonly etag: string };

export type Write =
  /** `once` marks the command id: its conflict means this delivery was already done. */
  | { readonly op: 'create'; readonly doc: Doc; readonly once?: true }
  | { readonly op: 'replace'; readonly doc: Doc; readonly ifMatch: string }
  /** Creates or overwrites: only for projections and what nobody decides on. */
  | { readonly op: 'upsert'; readonly doc: Doc }
  /** Deleting what is gone already is not an error, unless `ifMatch` is given. */
  | { readonly op: 'delete'; readonly ref: DocRef; readonly ifMatch?: string };

export type Committed = 'saved' | 'conflict' | 'duplicate';

/** A page of one list in `sort` order, or in the opposite one: rows beyond `after` (exclusive) whose sort key begins with `prefix`. */
export type PageQuery = {
  readonly partition: string;
  readonly list: string;
  readonly prefix?: string;
  readonly after?: string;
  readonly backwards?: true;
  readonly limit: number;
};

/**
 * The one contract of both stores (test/store/contract.ts). Every write of a commit is in one partition and all happen or none:
 * at most 100 operations and 2 MB, as a Cosmos transactional batch.
 */
export interface Store {
  read(ref: DocRef): Promise<Stored | undefined>;
  commit(writes: readonly Write[]): Promise<Committed>;
  page(query: PageQuery): Promise<readonly Stored[]>;
  /** Documents of a kind whose `due` has come, oldest first, over all partitions. Only timers call it, never a turn. */
  due(kind: string, now: Instant, limit: number): Promise<readonly Stored[]>;
  /** Every document of every partition, some at a time, in no promised order. Only operators' programs call it. */
  everything(): AsyncIterable<readonly Stored[]>;
  close(): Promise<void>;
}

export type DirectoryPerson = {
  readonly tenant: TenantId;
  readonly id: PersonId;
  readonly name: string;
  readonly email: string | undefined;
  readonly directoryRoles: readonly DirectoryRole[];
  readonly roles: PartnerRoles | undefined;
};
export type DirectoryTenant = TenantFacts & { readonly kind: TenantKind };

/** People and tenants as the identity provider knows them at this moment. */
export interface Directory {
  readonly operatorTenant: TenantId;
  tenant(id: TenantId): Promise<DirectoryTenant | undefined>;
  /** Whose domain it is, if the company has an account. */
  tenantAt(domain: string): Promise<TenantId | undefined>;
  person(tenant: TenantId, id: PersonId): Promise<DirectoryPerson | undefined>;
  /** The people of a tenant who hold a role in its partner account, or are Global admins: they are its first users. */
  partnerPeople(tenant: TenantId): Promise<readonly DirectoryPerson[]>;
  isProgrammeAdmin(tenant: TenantId, id: PersonId): Promise<boolean>;
}

/** The membership site: which profiles are behind an account. Undefined: no such account. */
export interface Membership {
  profiles(account: string): Promise<readonly MpnProfile[] | undefined>;
  /** The location profile a company already in CSP trades with, if its membership shows one (WF-04). */
  associated(tenant: TenantId): Promise<MpnProfile | undefined>;
}

export type NewTenant = {
  /** With the suffix of its cloud (§6.1). */
  readonly domain: string;
  readonly cloud: Cloud;
  readonly company: string;
  readonly country: string;
  readonly adminUserName: string;
  readonly adminName: string;
  readonly adminEmail: string;
  readonly kind: 'reseller' | 'customer';
  /** Of the request that it is made for: a repeat is recognised by it. */
  readonly key: string;
};
/** The secret lives in this value only (INV-06): it is shown once and never stored. */
export type NewCredentials = { readonly tenant: TenantId; readonly person: PersonId; readonly userName: string; readonly temporaryPassword: string };

/** Somebody has this domain already (CUS-05). */
export class DomainTaken extends Error {
  readonly domain: string;

  constructor(domain: string) {
    super(`The domain ${domain} is taken`);
    this.name = 'DomainTaken';
    this.domain = domain;
  }
}

/** The account of an earlier try of the same request: it exists, and its first password was shown to nobody. */
export class TenantMade extends DomainTaken {
  readonly made: Omit<NewCredentials, 'temporaryPassword'>;

  constructor(domain: string, made: Omit<NewCredentials, 'temporaryPassword'>) {
    super(domain);
    this.name = 'TenantMade';
    this.made = made;
  }
}

/** Somebody of the tenant has this user name already. `person` is whose it is. */
export class UserExists extends Error {
  readonly person: PersonId;
  readonly userName: string;

  constructor(person: PersonId, userName: string) {
    super(`The user name ${userName} is taken`);
    this.name = 'UserExists';
    this.person = person;
    this.userName = userName;
  }
}

export type NewPerson = { readonly tenant: TenantId; readonly name: string; readonly email: string };

/** Where a partner manages customers besides here: Office 365 admin center, Azure portal (WF-19 step 1, C5). */
export interface Portals {
  /** Tenants of the customers whom this partner serves there. */
  customersOf(partner: TenantId): Promise<readonly TenantId[]>;
}

/** Whether there is such an address, and what it may have been meant to be (§6.3). */
export interface AddressCheck {
  check(address: Address): Promise<AddressFinding>;
}

/** Creates work accounts (WF-02) and the people in them (WF-10). `createTenant` throws DomainTaken, and TenantMade when it is the account of an earlier try of the same request: its password cannot be had twice, only reset. */
export interface Accounts {
  domainTaken(domain: string): Promise<boolean>;
  createTenant(request: NewTenant): Promise<NewCredentials>;
  /** Throws UserExists, also when the person of an earlier try exists: their password cannot be had twice. */
  createUser(request: NewPerson): Promise<NewCredentials>;
  /** A new temporary password, which has to be changed at the next sign-in. */
  resetPassword(tenant: TenantId, person: PersonId): Promise<NewCredentials>;
}

/** An order as commerce is asked for it. */
export type PlacedOrder = { readonly id: string; readonly customer: TenantId; readonly provider: TenantId; readonly lines: readonly { readonly subscription: string; readonly offer: string; readonly quantity: number }[] };

/** How far the review of an order is (§4.7, 2023). */
export type OrderReview = { readonly review: 'inReview' | 'purchaseOrderNeeded' | 'released' } | { readonly review: 'rejected'; readonly reason: string };

/** Where orders go to become subscriptions (§4.7). The same order asked for again gets the same answer. */
export interface Commerce {
  /** `review`: it is accepted, and reviewed before anything of it is provisioned. */
  place(order: PlacedOrder): Promise<{ readonly accepted: true; readonly review?: boolean } | { readonly accepted: false; readonly reason: string }>;
  reviewOf(order: PlacedOrder): Promise<OrderReview>;
  /** May be handed over more than once. An empty address is none. */
  purchaseOrder(order: PlacedOrder, given: { readonly number: string; readonly document: string }): Promise<void>;
  /** These lines of an accepted order are wanted no longer; may be said more than once, and of lines that were provisioned a moment ago. */
  withdraw(order: PlacedOrder): Promise<void>;
  provision(order: PlacedOrder, subscription: string): Promise<{ readonly provisioned: true } | { readonly provisioned: false; readonly reason: string }>;
}

export type Mail = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly language: string;
  /** Same key, same message: mail servers and readers recognise a repeat by it. */
  readonly key: string;
};
export interface Mailer {
  send(mail: Mail): Promise<void>;
}
