/** Invitations as people read them: the list of a reseller, one of its own, and the one behind a link that somebody brings (WF-20 to WF-22). Nothing is written. */

import { z } from 'zod';
import type { DomainError } from '../core/errors.ts';
import { refuse } from '../core/errors.ts';
import type { TenantId } from '../core/ids.ts';
import { storedInstant } from '../core/stored.ts';
import type { Invitation } from '../tasks/invitationDoc.ts';
import { INVITATIONS, invitationDocumentId, invitationSchema, invitationStates, voidnessOf } from '../tasks/invitationDoc.ts';
import { isLinkOf } from '../tasks/letter.ts';
import { isPartnered } from '../tasks/partnership.ts';
import type { AskedPage } from './customers.ts';
import type { Deps } from './deps.ts';
import { homeOf } from './homes.ts';
import type { PageOf } from './lines.ts';
import { pageOfLines } from './lines.ts';
import { NOBODY, followLink } from './links.ts';
import { partnershipOf } from './partners.ts';

/** INV-56: another company's invitation, and one that is none, are both undefined. */
export async function invitationOf({ store }: Pick<Deps, 'store'>, reseller: TenantId, id: string): Promise<Invitation | undefined> {
  const stored = await store.read({ partition: homeOf(reseller), id: invitationDocumentId(id) });
  return stored && invitationSchema.parse(stored.body);
}

const lineSchema = z.object({
  id: z.string(), email: z.string(), state: z.enum(invitationStates), since: storedInstant, expiresAt: storedInstant, company: z.string(), provider: z.string(), providerName: z.string(),
});
export type InvitationLine = z.output<typeof lineSchema>;

/** A page of a reseller's invitations, the last change first. */
export async function invitationsOf(deps: Pick<Deps, 'store'>, reseller: TenantId, asked: AskedPage): Promise<PageOf<InvitationLine>> {
  return await pageOfLines(deps, { partition: homeOf(reseller), list: INVITATIONS, ...asked, backwards: true }, (body) => lineSchema.parse(body));
}

/**
 * Finding an invitation changes nothing (INV-24), and a token that is none of ours costs the same two reads.
 * @returns undefined for a token that no invitation knows. What it is worth is for its state to say.
 */
export async function invitationBehind(deps: Deps, token: string): Promise<Invitation | undefined> {
  const link = await followLink(deps, token);
  const doc = await invitationOf(deps, link?.tenant ?? NOBODY, link?.about ?? '');
  return link && doc && isLinkOf(doc, link.trace) ? doc : undefined;
}

/** What stands in the way of everybody at this moment, for whoever only looks: the partnership of a joint one is asked at its source (INV-27). Whatever it is, and where there is no invitation too, it costs one read. */
export async function voidnessNow(deps: Deps, doc: Invitation | undefined): Promise<DomainError | undefined> {
  const partnership = await partnershipOf(deps, doc?.tenant ?? NOBODY, doc?.provider?.id ?? NOBODY);
  if (!doc) return refuse('INV-L5', { why: 'unknown' }).error;
  const isParted = doc.provider !== undefined && !isPartnered(partnership);
  return voidnessOf(doc, deps.clock()) ?? (isParted ? refuse('INV-L4', {}).error : undefined);
}
