/** How an e-mail address is read, and what a primary contact's must not be (domain.md §6.4). The lists of webmail domains are in webmail.ts. */

import type { Result } from '../core/result.ts';
import { err, ok } from '../core/result.ts';
import { cameWithAccount } from './clouds.ts';
import type { Rules } from './settings.ts';
import type { Flaw } from './text.ts';
import { asciiDomain, doubt, flaw } from './text.ts';
import { webmailStatus } from './webmail.ts';

const EXAMPLE = 'ana.garcia@contoso.com';
const MAX_LENGTH = 254;
// [DESIGN] ASCII without quotes: what every mail server takes. It also keeps out display names, lists and line breaks.
const LOCAL_PART = /^(?=.{1,64}$)[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;

// §6.4 names info, admin, email and marketing "…"; the others are [DESIGN]. Written without hyphens and underscores.
const ROLES = new Set([
  'info', 'information', 'informacion', 'admin', 'administrator', 'administrador', 'administracion', 'email', 'mail', 'correo',
  'marketing', 'mercadeo', 'contact', 'contacts', 'contactus', 'contacto', 'sales', 'ventas', 'comercial', 'support', 'soporte',
  'help', 'helpdesk', 'ayuda', 'office', 'oficina', 'hello', 'hola', 'team', 'equipo', 'service', 'services', 'servicios',
  'customerservice', 'atencionalcliente', 'clientes', 'billing', 'invoices', 'facturacion', 'facturas', 'accounting', 'accounts',
  'contabilidad', 'orders', 'pedidos', 'purchasing', 'compras', 'hr', 'rrhh', 'jobs', 'careers', 'empleo', 'press', 'prensa', 'legal',
  'privacy', 'security', 'reception', 'recepcion', 'secretaria', 'gerencia', 'noreply', 'donotreply', 'postmaster', 'webmaster',
  'hostmaster', 'abuse', 'root', 'test',
]);

/** @returns the address with its domain in lower-case ASCII: what is stored, compared and mailed to. */
export function readEmail(typed: string): Result<string, Flaw> {
  const [local = '', host = '', ...more] = typed.split('@');
  const domain = LOCAL_PART.test(local) && more.length === 0 ? asciiDomain(host) : undefined;
  const email = domain && `${local}@${domain}`;
  return email && email.length <= MAX_LENGTH ? ok(email) : err(flaw('email.syntax', { example: EXAMPLE }));
}

/**
 * INV-11, ENR-06: the address of a person at the company.
 * @param email as `readEmail` gave it.
 */
export function contactFlaw(email: string, rules: Pick<Rules, 'webmail' | 'clouds'>): Flaw | undefined {
  const [local = '', domain = ''] = email.split('@');
  if (webmailStatus(domain, rules.webmail) === 'banned') return flaw('email.webmail', { domain });
  if (isRole(local)) return flaw('email.role', { local });
  // D23 disagrees with itself: one page allows it, another advises against it because there may be no mailbox.
  if (cameWithAccount(domain, rules)) return doubt('email.noMailbox', { domain });
  return undefined;
}

function isRole(local: string): boolean {
  const [name = ''] = local.toLowerCase().split('+'); // "info+spain" is nobody in particular either
  return ROLES.has(name.replaceAll(/[-_]/g, ''));
}
