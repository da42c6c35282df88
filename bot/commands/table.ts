/** The slash commands. Parser, help, menu, permission checks and tests read these rows; what a command says is in cards/commands/strings.json. */

import { readCaseId } from '../../src/core/ids.ts';
import { openLink } from '../tasks/consent.ts';
import { showStatus } from '../tasks/enrolmentViews.ts';
import { findPartner, partnersPage } from '../tasks/partnerViews.ts';
import { findProvider, providersPage } from '../tasks/providerViews.ts';
import { newRequest, requestsPage } from '../tasks/requestViews.ts';
import { openReview } from '../tasks/review.ts';
import { addUserForm, findUser, rolesForm, usersPage } from '../tasks/userViews.ts';
import { presentEnrolment } from '../tasks/present.ts';
import { enrolmentOf } from '../../src/app/queries.ts';
import { agreementStatus, mpnStatus } from './agreement.ts';
import { approvals } from './approvals.ts';
import { anything, auditFlags, chosen, languageFlag, newUserSaid, one, place, providerFlags, rest, roleFlags, rolesSaid, search, some } from './args.ts';
import { audit } from './audit.ts';
import { showHelp } from './help.ts';
import { chooseLanguage } from './language.ts';
import { outboxPage } from './outbox.ts';
import { reviewPage } from './reviews.ts';
import type { CommandRow } from './row.ts';
import { withArgs, withFlags } from './row.ts';
import { nameTerm } from './parse.ts';
import { whoami } from './whoami.ts';

export const commands: readonly CommandRow[] = [
  { name: 'enrol', group: 'enrolment', of: 'company', spanish: ['inscribir', 'inscribirme', 'inscribirse', 'inscripción', 'empezar'], aliases: ['enroll', 'enrolment'], needs: 'E03', where: 'personal',
    run: withArgs(anything, async (ctx) => await presentEnrolment(ctx, await enrolmentOf(ctx.deps, ctx.actor.tenant))) },
  { name: 'status', group: 'enrolment', of: 'company', spanish: ['estado'], aliases: [], needs: 'E03', where: 'personal',
    run: withArgs(rest, async (ctx, mpnId) => (mpnId === '' ? await showStatus(ctx) : await mpnStatus(ctx, mpnId))) },
  { name: 'mpa', group: 'enrolment', spanish: ['contrato'], aliases: ['agreement'], needs: 'P16', where: 'anywhere', run: withArgs(rest, agreementStatus) },

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

  { name: 'users', group: 'people', spanish: ['usuarios'], aliases: [], needs: 'P11', where: 'personal', run: withArgs(search, usersPage) },
  { name: 'user', group: 'people', spanish: ['usuario'], aliases: [], needs: 'P11', where: 'personal', run: withArgs(some, findUser) },
  { name: 'add-user', group: 'people', spanish: ['agregar-usuario'], aliases: ['nuevo-usuario'], needs: 'P11', where: 'personal', flags: roleFlags, run: withFlags(newUserSaid, addUserForm) },
  { name: 'roles', group: 'people', spanish: ['permisos'], aliases: [], needs: 'P11', where: 'personal', flags: roleFlags,
    run: withFlags(rolesSaid, async (ctx, { words: who, flags }) => await rolesForm(ctx, who, flags)) },

  { name: 'reviews', group: 'programme', spanish: ['revisiones'], aliases: [], needs: 'R01', where: 'anywhere', run: withArgs(search, reviewPage) },
  { name: 'review', group: 'programme', spanish: ['revisión'], aliases: [], needs: 'R01', where: 'anywhere', run: withArgs(one, async (ctx, number) => await openReview(ctx, readCaseId(number))) },
  { name: 'approvals', group: 'programme', spanish: ['aprobaciones'], aliases: [], needs: 'R01', where: 'anywhere', run: withArgs(place, approvals) },

  { name: 'outbox', group: 'reports', spanish: ['salida'], aliases: [], needs: 'O01', where: 'personal', run: withArgs(search, outboxPage) },
  { name: 'audit', group: 'reports', spanish: ['auditoría'], aliases: [], needs: 'P25', where: 'personal', flags: auditFlags.flags, run: withFlags(auditFlags.said, audit) },

  { name: 'whoami', group: 'self', spanish: ['quiensoy'], aliases: [], needs: undefined, where: 'personal', run: withArgs(rest, whoami) },
  { name: 'language', group: 'self', spanish: ['idioma'], aliases: [], needs: undefined, where: 'anywhere', run: withArgs(chosen, chooseLanguage) },
  { name: 'help', group: 'self', spanish: ['ayuda'], aliases: ['?'], needs: undefined, where: 'anywhere', run: withArgs(anything, async (ctx) => showHelp(ctx)) },
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
