/** The partnership request behind a link that somebody brings (WF-15). Finding it changes nothing (INV-24), and a link that is none of ours costs the same two reads. */

import type { TenantId } from '../core/ids.ts';
import type { PartnershipRequest } from '../tasks/requestDoc.ts';
import { isLinkOf, pathOfLink, requestDocumentId, requestSchema } from '../tasks/requestDoc.ts';
import type { Deps } from './deps.ts';
import { homeOf } from './homes.ts';
import { followLink } from './links.ts';

const NOBODY = '' as TenantId; // no tenant has an empty id (core/ids.ts)

/** @returns undefined for a token that no request knows. What the request is worth is for its state to say. */
export async function requestBehind(deps: Deps, token: string): Promise<PartnershipRequest | undefined> {
  const link = await followLink(deps, token);
  const stored = await deps.store.read({ partition: homeOf(link?.tenant ?? NOBODY), id: requestDocumentId(link?.about ?? '') });
  const doc = stored && requestSchema.parse(stored.body);
  return link && doc && isLinkOf(doc, link.trace) ? doc : undefined;
}

/** A token as people bring it: bare, within its link, in the brackets or before the full stop that mail programs and sentences add. */
export function tokenIn(typed: string): string {
  const [found = ''] = /[\w-]+/.exec(typed.split(pathOfLink).at(-1) ?? '') ?? [];
  return found;
}
