/** A company that waits for its primary contact, in a real store: what the tests of the verification pages begin with. */

import { afterEach } from '@jest/globals';
import type { Deps } from '../../src/app/deps.ts';
import { homeOf } from '../../src/app/homes.ts';
import { issueLink } from '../../src/app/links.ts';
import type { DocRef, Store, Stored } from '../../src/app/ports.ts';
import { silent } from '../../src/app/telemetry.ts';
import { enrolmentOf } from '../../src/app/queries.ts';
import { personId, tenantId } from '../../src/core/ids.ts';
import type { Instant } from '../../src/core/time.ts';
import { DAY, plus } from '../../src/core/time.ts';
import { defaultRules } from '../../src/rules/settings.ts';
import { openStore } from '../../src/store/open.ts';
import type { Enrolment } from '../../src/tasks/enrolmentDoc.ts';
import { ENROLMENT_ID, enrolmentSchema } from '../../src/tasks/enrolmentDoc.ts';
import { handClock, NOW } from '../store/support.ts';

export const TENANT = tenantId.parse('contoso');
export const CONTACT = 'ana.garcia@contoso.es';

export type Stage = {
  readonly deps: Deps;
  readonly clock: ReturnType<typeof handClock>;
  /** Of the link in the mail, good for seven days. */
  readonly token: string;
  readonly doc: () => Promise<Enrolment>;
  /** Writes into the enrolment what the test is about. */
  readonly change: (more: (doc: Enrolment) => Partial<Enrolment>) => Promise<void>;
  /** Everything in the store, with the etags. */
  readonly content: () => Promise<readonly (Stored | undefined)[]>;
};

let open: readonly Store[] = [];
afterEach(async () => {
  await Promise.all(open.map((store) => store.close()));
  open = [];
});

export async function stage(): Promise<Stage> {
  const clock = handClock();
  const { store, content } = remembering(await openStore({ kind: 'sqliteMemory' }, clock));
  open = [...open, store];
  const deps = depsOver(store, clock);
  const { token, trace } = await issueLink(deps, TENANT, plus(NOW, 7 * DAY));
  const ref = { partition: homeOf(TENANT), id: ENROLMENT_ID };
  await store.commit([{ op: 'create', doc: { ...ref, kind: 'enrolment', body: waiting(trace) } }]);
  return {
    deps, clock, token, content,
    doc: async () => enrolmentSchema.parse(await enrolmentOf(deps, TENANT)),
    change: async (more) => {
      const doc = enrolmentSchema.parse(await enrolmentOf(deps, TENANT));
      await store.commit([{ op: 'upsert', doc: { ...ref, kind: 'enrolment', body: { ...doc, rev: doc.rev + 1, ...more(doc) } } }]);
    },
  };
}

/** All writes go through `commit`, so the references seen there are all that can be in the store. */
function remembering(store: Store): { readonly store: Store; readonly content: Stage['content'] } {
  const refs = new Map<string, DocRef>();
  return {
    store: {
      ...store,
      commit: async (writes) => {
        for (const write of writes) {
          const { partition, id } = write.op === 'delete' ? write.ref : write.doc;
          refs.set(`${partition} ${id}`, { partition, id });
        }
        return await store.commit(writes);
      },
    },
    content: async () => await Promise.all([...refs.values()].map((ref) => store.read(ref))),
  };
}

const unasked = (): never => { throw new Error('Nothing here is asked for by a link'); };

function depsOver(store: Store, clock: () => Instant): Deps {
  let made = 0;
  return {
    store, clock, rules: defaultRules,
    directory: {
      operatorTenant: tenantId.parse('operator'),
      tenant: async (id) => ({ id, name: 'Contoso Iberia', country: 'ES', cloud: 'public', kind: 'reseller', inCsp: false, domains: [], globalAdmins: [] }),
      tenantAt: async () => undefined,
      person: async () => undefined,
      partnerPeople: async () => [],
      isProgrammeAdmin: async () => false,
    },
    membership: { profiles: unasked, associated: unasked },
    accounts: { domainTaken: unasked, createTenant: unasked, createUser: unasked, resetPassword: unasked },
    portals: { customersOf: unasked },
    addresses: { check: unasked },
    commerce: { place: unasked, reviewOf: unasked, purchaseOrder: unasked, withdraw: unasked, provision: unasked },
    site: () => 'https://enlace.example',
    newId: () => `id-${++made}`,
    randomBytes: (size) => Buffer.alloc(size, ++made),
    nudge: () => {},
    failed: () => {},
    telemetry: silent,
  };
}

/** As "Enrol now" and the mail leave it. */
function waiting(trace: string): Enrolment {
  const form = { companyName: 'Contoso Iberia', contactFirstName: 'Ana', contactLastName: 'García', contactEmail: CONTACT, contactLanguage: 'es' };
  return {
    v: 1, id: 'ENR-0000-0001', tenant: TENANT, state: 'EmailVerificationPending', since: NOW, rev: 12, lastCommand: 'enrolNow', touchedAt: NOW,
    company: { name: 'Contoso Iberia', country: 'ES' },
    requester: { id: personId.parse('carmen'), name: 'Carmen Ruiz', email: 'carmen@contoso.es', language: 'es' },
    short: false, form, donePages: ['LegalProfile', 'PrimaryContact', 'SupportInfo'], submitted: { at: NOW, form },
    verification: { round: 1, email: CONTACT, sentAt: [NOW], links: [{ hash: trace, expiresAt: plus(NOW, 7 * DAY) }] },
    history: [],
  };
}
