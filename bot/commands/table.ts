/** The slash commands. Parser, help, menu, permission checks and tests read these rows; what a command says is in cards/commands/strings.json. */

import { findLinks } from '../tasks/access/accessViews.ts';
import { openLink } from '../tasks/partners/consent.ts';
import { showStatus } from '../tasks/enrolment/enrolmentViews.ts';
import { invitationsPage, newInvitation } from '../tasks/invitations/invitationViews.ts';
import { findPartner, partnersPage } from '../tasks/partners/partnerViews.ts';
import { importForm } from '../import/begin.ts';
import { offersPage } from '../tasks/orders/offerViews.ts';
import { addCustomer } from '../tasks/orders/newCustomerViews.ts';
import { addSubscription, findOrder, ordersPage } from '../tasks/orders/orderViews.ts';
import { showNext } from '../tasks/advice/nextViews.ts';
import { findProvider, providersPage } from '../tasks/partners/providerViews.ts';
import { newRequest, requestsPage } from '../tasks/partners/requestViews.ts';
import { findLicences, findSubscription } from '../tasks/subscriptions/subscriptionViews.ts';
import { addUserForm, findUser, rolesForm, usersPage } from '../tasks/people/userViews.ts';
import { customersWith, findCustomer, removeCustomer } from '../tasks/customers/customerViews.ts';
import { presentEnrolment } from '../tasks/enrolment/present.ts';
import { enrolmentOf } from '../../src/app/queries.ts';
import { can } from '../../src/rules/permissions.ts';
import { agreementStatus, mpnStatus } from './agreement.ts';
import { approvals } from './approvals.ts';
import { anything, auditFlags, chosen, customerFlags, inviteFlags, languageFlag, newUserSaid, offerFlags, one, place, providerFlags, rest, roleFlags, rolesSaid, said, search, some } from './args.ts';
import { audit } from './audit.ts';
import { helpAbout } from './help.ts';
import { chooseLanguage } from './language.ts';
import { outboxPage } from './outbox.ts';
import { showPrivacy } from './privacy.ts';
import { findReview, reviewPage } from './reviews.ts';
import type { CommandRow } from './row.ts';
import { withArgs, withFlags } from './row.ts';
import { showRules } from './rules.ts';
import { showStats } from './stats.ts';
import { nameTerm } from './parse.ts';
import { explain } from '../tasks/advice/whyViews.ts';
import { whoami } from './whoami.ts';

export const commands: readonly CommandRow[] = [
  { name: 'enrol', group: 'enrolment', of: 'company', spanish: ['inscribir', 'inscribirme', 'inscribirse', 'inscripción', 'empezar'], aliases: ['enroll', 'enrolment'], needs: 'E03', where: 'personal',
    run: withArgs(anything, async (ctx) => await presentEnrolment(ctx, await enrolmentOf(ctx.deps, ctx.actor.tenant))) },
  { name: 'status', group: 'enrolment', of: 'company', spanish: ['estado'], aliases: [], needs: 'E03', where: 'personal',
    run: withArgs(rest, async (ctx, mpnId) => (mpnId === '' ? await showStatus(ctx) : await mpnStatus(ctx, mpnId))) },
  { name: 'mpa', group: 'enrolment', spanish: ['contrato', 'firmar', 'firmar-contrato'], aliases: ['agreement', 'sign'], needs: 'P16', where: 'anywhere', run: withArgs(rest, agreementStatus) },

  { name: 'partnerships', group: 'partners', spanish: ['asociaciones'], aliases: ['requests', 'solicitudes'], needs: 'E04', where: 'anywhere',
    run: withArgs(search, async (ctx, asked) => (ctx.actor.tenantKind === 'provider' ? await requestsPage(ctx, asked) : await partnersPage(ctx, asked))) },
  { name: 'accept', group: 'partners', of: 'company', spanish: ['aceptar'], aliases: [], needs: 'E03', where: 'personal', run: withArgs(one, openLink) },
  { name: 'request', group: 'partners', of: 'provider', spanish: ['solicitar', 'solicitud'], aliases: [], needs: 'P17', where: 'anywhere', flags: languageFlag.flags,
    run: withFlags(languageFlag.said, async (ctx, { words: email, flags }) => await newRequest(ctx, { email, language: flags.language })) },
  { name: 'resellers', group: 'partners', of: 'provider', spanish: ['revendedores'], aliases: [], needs: 'E04', where: 'anywhere', run: withArgs(search, partnersPage) },
  { name: 'reseller', group: 'partners', of: 'provider', spanish: ['revendedor'], aliases: [], needs: 'E04', where: 'anywhere', run: withArgs(some, findPartner) },
  // INV-65: "distribuidor" alone is always a provider.
  { name: 'providers', group: 'partners', spanish: ['proveedores', 'distribuidores'], aliases: [], needs: undefined, where: 'anywhere', flags: providerFlags.flags,
    run: withFlags(providerFlags.said, async (ctx, { words, flags }) => await providersPage(ctx, { search: words, country: flags.country, service: flags.service })) },
  { name: 'provider', group: 'partners', spanish: ['proveedor', 'distribuidor'], aliases: [], needs: undefined, where: 'anywhere', run: withArgs(rest, findProvider) },

  { name: 'customers', group: 'customers', spanish: ['clientes'], aliases: [], needs: 'P07', where: 'personal', flags: customerFlags.flags,
    run: withFlags(customerFlags.said, async (ctx, { words, flags }) => await customersWith(ctx, words, flags)) },
  { name: 'customer', group: 'customers', spanish: ['cliente'], aliases: [], needs: 'P07', where: 'personal', run: withArgs(some, findCustomer) },
  { name: 'invite', group: 'customers', of: 'company', spanish: ['invitar'], aliases: [], needs: 'P04', where: 'personal', flags: inviteFlags.flags, run: withFlags(inviteFlags.said, newInvitation) },
  { name: 'invitations', group: 'customers', of: 'company', spanish: ['invitaciones'], aliases: [], needs: 'P07', where: 'personal', run: withArgs(search, invitationsPage) },
  { name: 'add-customer', group: 'customers', of: 'provider', spanish: ['agregar-cliente'], aliases: ['new-customer', 'nuevo-cliente'], needs: 'P18', where: 'personal', run: withArgs(rest, addCustomer) },
  { name: 'access', group: 'customers', spanish: ['acceso'], aliases: ['accesos'], needs: 'P07', where: 'personal', run: withArgs(said, async (ctx, typed) => await findLinks(ctx, 'access', typed)) },
  { name: 'why', group: 'customers', spanish: ['porqué'], aliases: [], needs: 'P07', where: 'personal', run: withArgs(rest, explain) },
  { name: 'remove-customer', group: 'customers', spanish: ['quitar-cliente'], aliases: [], needs: 'P22', where: 'personal', run: withArgs(some, removeCustomer) },
  { name: 'import', group: 'customers', spanish: ['importar'], aliases: [], needs: 'E04', where: 'personal', run: withArgs(anything, async (ctx) => await importForm(ctx, { csv: undefined, origin: '' })) },

  { name: 'offers', group: 'orders', spanish: ['ofertas'], aliases: ['catálogo', 'catalogue'], needs: 'E04', where: 'anywhere', flags: offerFlags.flags, run: withFlags(offerFlags.said, offersPage) },
  { name: 'add-subscription', group: 'orders', of: 'provider', spanish: ['agregar-suscripción'], aliases: ['new-subscription', 'nueva-suscripción'], needs: 'P19', where: 'personal',
    run: withArgs(rest, async (ctx, name) => (name === '' && !can(ctx.actor, 'P07') ? 'usage' : await addSubscription(ctx, name))) },
  { name: 'orders', group: 'orders', spanish: ['pedidos'], aliases: [], needs: 'E05', where: 'personal', run: withArgs(search, ordersPage) },
  { name: 'order', group: 'orders', spanish: ['pedido'], aliases: [], needs: 'E05', where: 'personal', run: withArgs(some, findOrder) },
  { name: 'subscription', group: 'orders', spanish: ['suscripción'], aliases: ['subscriptions', 'suscripciones'], needs: 'E05', where: 'personal', run: withArgs(said, findSubscription) },
  { name: 'licences', group: 'orders', of: 'provider', spanish: ['licencias'], aliases: ['licenses'], needs: 'P19', where: 'personal', run: withArgs(said, findLicences) },
  { name: 'credit', group: 'orders', of: 'provider', spanish: ['acreditar'], aliases: ['incentivos', 'incentives'], needs: 'P19', where: 'personal', run: withArgs(said, async (ctx, typed) => await findLinks(ctx, 'credit', typed)) },
  { name: 'support-contact', group: 'orders', of: 'provider', spanish: ['contacto-soporte'], aliases: ['contacto-de-soporte'], needs: 'P20', where: 'personal', run: withArgs(said, async (ctx, typed) => await findLinks(ctx, 'support', typed)) },

  { name: 'users', group: 'people', spanish: ['usuarios'], aliases: [], needs: 'P11', where: 'personal', run: withArgs(search, usersPage) },
  { name: 'user', group: 'people', spanish: ['usuario'], aliases: [], needs: 'P11', where: 'personal', run: withArgs(some, findUser) },
  { name: 'add-user', group: 'people', spanish: ['agregar-usuario'], aliases: ['nuevo-usuario'], needs: 'P11', where: 'personal', flags: roleFlags, run: withFlags(newUserSaid, addUserForm) },
  { name: 'roles', group: 'people', spanish: ['permisos'], aliases: [], needs: 'P11', where: 'personal', flags: roleFlags,
    run: withFlags(rolesSaid, async (ctx, { words: who, flags }) => await rolesForm(ctx, who, flags)) },

  { name: 'reviews', group: 'programme', spanish: ['revisiones'], aliases: [], needs: 'R01', where: 'anywhere', run: withArgs(search, reviewPage) },
  { name: 'review', group: 'programme', spanish: ['revisión'], aliases: [], needs: 'R01', where: 'anywhere', run: withArgs(some, findReview) },
  { name: 'approvals', group: 'programme', spanish: ['aprobaciones'], aliases: [], needs: 'R01', where: 'anywhere', run: withArgs(place, approvals) },
  { name: 'stats', group: 'programme', spanish: ['estadísticas'], aliases: ['figures', 'cifras'], needs: 'R01', where: 'anywhere', run: withArgs(rest, showStats) },

  { name: 'outbox', group: 'reports', spanish: ['salida'], aliases: [], needs: 'O01', where: 'personal', run: withArgs(search, outboxPage) },
  { name: 'audit', group: 'reports', spanish: ['auditoría'], aliases: [], needs: 'P25', where: 'personal', flags: auditFlags.flags, run: withFlags(auditFlags.said, audit) },
  { name: 'rules', group: 'reports', spanish: ['reglas'], aliases: ['settings'], needs: 'O02', where: 'personal', run: withArgs(anything, async (ctx) => showRules(ctx, '')) },

  { name: 'next', group: 'self', spanish: ['siguiente'], aliases: [], needs: undefined, where: 'personal', run: withArgs(anything, showNext) },
  { name: 'whoami', group: 'self', spanish: ['quiensoy'], aliases: [], needs: undefined, where: 'personal', run: withArgs(rest, whoami) },
  { name: 'privacy', group: 'self', spanish: ['privacidad'], aliases: ['my-data', 'mis-datos'], needs: undefined, where: 'personal', run: withArgs(anything, showPrivacy) },
  { name: 'language', group: 'self', spanish: ['idioma'], aliases: [], needs: undefined, where: 'anywhere', run: withArgs(chosen, chooseLanguage) },
  { name: 'help', group: 'self', spanish: ['ayuda'], aliases: ['?'], needs: undefined, where: 'anywhere', run: withArgs(rest, async (ctx, about) => helpAbout(ctx, about, commands)) },
];

checkTable(commands);

/** A name that is used twice, or with a slash in it, would never be reached: better not to start. */
export function checkTable(table: readonly CommandRow[]): void {
  const seen = new Map<string, string>();
  for (const row of table) {
    for (const name of [row.name, ...row.spanish, ...row.aliases]) {
      const term = nameTerm(name);
      if (name.includes('/')) throw new Error(`Command "${name}": write the name without its slash`);
      if (seen.has(term)) throw new Error(`Command "${name}" stands in two rows (${seen.get(term)}, ${row.name}): rename one`);
      seen.set(term, row.name);
    }
  }
}
