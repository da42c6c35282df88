/** Branded identifiers and how new ones are written. Object and tenant ids are any non-empty string: the Playground's are not UUIDs. */

import { z } from 'zod';

export type TenantId = string & { readonly __brand: 'TenantId' };
export type PersonId = string & { readonly __brand: 'PersonId' };
/** What a person reads out on the phone: `ENR-7K3F-9QXD`. */
export type CaseId = string & { readonly __brand: 'CaseId' };

/** Gives a fresh random identifier (a UUID in production), safe as a document id. */
export type NewId = () => string;

const identifier = z.string().trim().min(1).max(200);
export const tenantId = identifier.transform((value) => value as TenantId);
export const personId = identifier.transform((value) => value as PersonId);
export const caseId = z.string().transform((value) => value as CaseId);

// Crockford's base 32: no I, L, O or U, so that a case number survives being dictated.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Enrolments, partnership requests, partnerships; invitations, orders, subscriptions, changes asked of a provider, requests for delegated admin, files of many rows. */
export type CasePrefix = 'ENR' | 'REQ' | 'PAR' | 'INV' | 'ORD' | 'SUB' | 'CHG' | 'ADM' | 'IMP';

/** Builds a case number of 40 bits from a fresh UUID. */
export function newCaseId(prefix: CasePrefix, newId: NewId): CaseId {
  let bits = BigInt(`0x${newId().replaceAll('-', '').slice(0, 10)}`);
  let text = '';
  for (let position = 0; position < 8; position++) {
    text = ALPHABET.charAt(Number(bits % 32n)) + text;
    bits /= 32n;
  }
  return `${prefix}-${text.slice(0, 4)}-${text.slice(4)}` as CaseId;
}

/** Is it a number as newCaseId writes them? What a card says is anything else as well. */
export const isCaseId = (text: string, prefix: CasePrefix): boolean => text.length === `${prefix}-XXXX-XXXX`.length && readCaseId(text, prefix) === text;

/** Reads a case number as people type it: lower case, spaces, O for 0, I or L for 1. */
export function readCaseId(typed: string, prefix: CasePrefix = 'ENR'): CaseId {
  const text = typed.trim().toUpperCase().replace(new RegExp(`^${prefix}`), '').replace(/[^0-9A-Z]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  return `${prefix}-${text.slice(0, 4)}-${text.slice(4, 8)}` as CaseId;
}
