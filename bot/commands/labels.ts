/** What pages and buttons of Partner Center are called (domain.md §1.3), for people who write these names instead of a command. Which buttons of ours do the same is not known here. */

import type { CommandName } from '../turn/turnCtx.ts';

type Labels = { readonly en: readonly string[]; readonly es: readonly string[] };

/** What is a command's name already (`Customers`, `Agregar suscripción`) needs no line, unless it is an alias, of which nobody knows that it is Spanish. */
export const labels: readonly (Labels & { readonly command: CommandName })[] = [
  { command: 'enrol', en: ['Enroll now'], es: ['Inscribirse ahora'] },
  { command: 'mpa', en: ['Program info', 'Sign the agreement', 'Sign the MPA'], es: ['Información del programa', 'Firmar el contrato', 'Firmar contrato', 'Firmar el MPA'] }, // WF-09, and what people write for WF-08
  { command: 'partnerships', en: ['Indirect providers'], es: ['Proveedores indirectos'] }, // WF-17
  // §1.2: "distribuidores" alone are providers (INV-65); with "indirectos" the seeds mean resellers.
  { command: 'resellers', en: ['Indirect resellers'], es: ['Revendedores indirectos', 'Distribuidores indirectos'] },
  { command: 'request', en: ['Request a partnership'], es: ['Solicitar una asociación'] },
  { command: 'accept', en: ['Authorize indirect provider', 'Authorise indirect provider'], es: ['Autorizar proveedor indirecto'] },
  { command: 'customers', en: ['View customers'], es: ['Ver clientes'] },
  // §1.2: both ways of saying it in Spanish.
  { command: 'invite', en: ['Invite new customers', 'Request a reseller relationship'], es: ['Invitar a clientes nuevos', 'Invitar a nuevos clientes', 'Solicitar una relación de revendedor'] },
  { command: 'add-customer', en: ['Add new customer'], es: ['Agregar nuevo cliente', 'Nuevo cliente'] },
  { command: 'add-subscription', en: [], es: ['Nueva suscripción'] },
  { command: 'remove-customer', en: ['Remove customer relationship'], es: ['Quitar relación de cliente'] },
  { command: 'support-contact', en: ['Designated support contact'], es: ['Contacto de soporte técnico designado'] },
  { command: 'users', en: ['User management'], es: ['Administración de usuarios'] },
  { command: 'rules', en: [], es: ['Configuración'] }, // in English it is a name of the command
];
