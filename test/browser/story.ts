/** A company enrols, finds a partner and serves a customer, as it looks on the screens: of the partner in Spanish, of an admin in English, of the primary contact on a web page. Each step is one check. */

import type { Page } from 'playwright-core';
import { findNoFaults, takePicture } from './chromium.ts';
import { partnering } from './partners.ts';
import { serving } from './serving.ts';
import type { TeamsWindow } from './window.ts';

/** In front of whom the browser stands. */
export type Cast = {
  readonly partner: TeamsWindow;
  /** At the partner's company, and no Global admin. */
  readonly colleague: TeamsWindow;
  readonly admin: TeamsWindow;
  /** A salesperson of an indirect provider. */
  readonly provider: TeamsWindow;
  /** A third tab, with the mail of everybody. */
  readonly mail: Page;
  readonly mailUrl: string;
};

export type Step = { readonly who: 'partner' | 'colleague' | 'admin' | 'provider' | 'mail'; readonly title: string; readonly play: (cast: Cast) => Promise<void> };

const beginning: readonly Step[] = [
  {
    who: 'admin', title: 'the admin chooses the channel for approvals',
    play: async ({ admin }) => {
      await admin.opensChannel('Approvals');
      await admin.asks('/approvals here');
      const card = await admin.card('Where reviews are posted');
      await card.shows('From now on, new reviews are posted here.');
    },
  },
  {
    who: 'colleague', title: 'somebody who is no Global admin is told whom to ask',
    play: async ({ colleague }) => {
      const welcome = await colleague.card('Enrol your company in CSP');
      await welcome.presses('Next');
      const signIn = await colleague.card('Sign in with your work account');
      await signIn.presses('Sign in');
      await signIn.shows('Diego Sanz is not a Global admin of your company', 'Ask somebody who is one: Carmen Ruiz');
    },
  },
  {
    who: 'partner', title: 'the partner is greeted in English, writes Spanish, and reads Spanish from then on',
    play: async ({ partner }) => {
      await (await partner.card('Enrol your company in CSP')).shows('Have three things at hand', 'Next', 'Help');
      await partner.says('/inscribir');
      const welcome = await partner.card('Inscribe tu compañía en CSP');
      await welcome.shows('Ten a mano tres cosas', 'Una cuenta de administrador global', 'Tu cuenta de MPN', 'Los datos de tu compañía');
      await takePicture(welcome.frame, '01-welcome-es');
      await welcome.presses('Siguiente');
    },
  },
  {
    who: 'partner', title: 'the partner signs in and asks for the one-time code',
    play: async ({ partner }) => {
      await (await partner.card('Inicia sesión con tu cuenta profesional')).presses('Iniciar sesión');
      const membership = await partner.card('Vincula tu id. de MPN');
      await membership.shows('Paso 1 de 5');
      await membership.fills({ 'Correo de la cuenta de MPN': 'socios@contoso.es' });
      await membership.presses('Enviar código');
      await (await partner.card('Escribe el código')).shows('socios@contoso.es');
    },
  },
  {
    who: 'partner', title: 'the code from the mail opens the list of profiles',
    play: async ({ partner, mail, mailUrl }) => {
      await openLetter(mail, mailUrl, 'Tu código de un solo uso');
      const [code] = /\d{6}/.exec(await mail.locator('.letter').innerText()) ?? ['no code in the letter'];
      const card = await partner.card('Escribe el código');
      await card.fills({ 'Código de seis cifras': code });
      await card.presses('Comprobar código');
      await (await partner.card('Elige el perfil de MPN')).shows('Contoso Iberia Madrid', 'Contoso France Lyon', 'Paso 1 de 5');
    },
  },
];

const form: readonly Step[] = [
  {
    who: 'partner', title: 'a profile of another country is refused with the reason',
    play: async ({ partner }) => {
      const profiles = await partner.card('Elige el perfil de MPN');
      await profiles.ticks('Contoso France Lyon');
      await profiles.presses('Continuar');
      await profiles.shows('está en Francia y tu cuenta profesional está en España', 'Elige una ubicación en España');
      await takePicture(profiles.frame, '02-profile-es');
    },
  },
  {
    who: 'partner', title: 'the right profile leads to the legal business profile',
    play: async ({ partner }) => {
      const profiles = await partner.card('Elige el perfil de MPN');
      await profiles.ticks('Contoso Iberia Madrid');
      await profiles.presses('Continuar');
      const legal = await partner.card('Perfil comercial legal');
      await legal.shows('País o región: España');
      await legal.fills({ 'Nombre legal de la compañía': 'Contoso Iberia, S.L.', 'Dirección': 'Calle Mayor 5', 'Ciudad': 'Madrid', 'Código postal': '28013' });
      await legal.presses('Siguiente');
    },
  },
  {
    who: 'partner', title: 'a webmail address of the contact is refused, and what was typed stays',
    play: async ({ partner }) => {
      const contact = await partner.card('Contacto principal');
      const typed = { 'Nombre': 'Ana', 'Apellidos': 'García', 'Correo de la compañía': 'ana.garcia@gmail.com' };
      await contact.fills(typed);
      await contact.ticks('Español');
      await contact.presses('Siguiente');
      await contact.shows('gmail.com es un dominio de correo web.');
      await contact.holds(typed);
      await takePicture(contact.frame, '03-contact-es');
    },
  },
  {
    who: 'partner', title: 'the form is complete and shown once more',
    play: async ({ partner }) => {
      const contact = await partner.card('Contacto principal');
      await contact.fills({ 'Correo de la compañía': 'ana.garcia@contoso.es' });
      await contact.presses('Siguiente');
      const support = await partner.card('Información de soporte técnico al cliente');
      await support.fills({ 'Correo de soporte técnico': 'soporte@contoso.es', 'Teléfono de soporte técnico': '+34 912 345 678', 'Sitio web de soporte técnico': 'https://www.contoso.es' });
      await support.presses('Siguiente');
      const confirmation = await partner.card('Revisa y envía');
      await confirmation.shows('Contoso Iberia, S.L.', 'ana.garcia@contoso.es', 'soporte@contoso.es', '4567890');
      await takePicture(confirmation.frame, '04-confirmation-es');
    },
  },
  {
    who: 'partner', title: 'the form is sent and waits for the primary contact',
    play: async ({ partner }) => {
      await (await partner.card('Revisa y envía')).presses('Inscribirse ahora');
      const status = await partner.card('A la espera del contacto principal');
      await status.shows('Enviado. Aquí ves qué pasa ahora.', 'Ana García tiene que confirmar por correo');
      await takePicture(status.frame, '05-waiting-es');
    },
  },
];

const confirmation: readonly Step[] = [
  {
    who: 'mail', title: 'the link in the mail opens a page that axe-core finds nothing wrong with, 320 pixels wide',
    play: async ({ mail, mailUrl }) => {
      await openLetter(mail, mailUrl, 'Confirma la inscripción de Contoso Iberia, S.L.');
      await mail.setViewportSize({ width: 320, height: 800 });
      await mail.locator('.letter').getByRole('link').first().click();
      await mail.getByRole('heading', { name: 'Confirma la inscripción de Contoso Iberia, S.L.' }).waitFor();
      await findNoFaults(mail);
    },
  },
  {
    who: 'mail', title: 'the contact is told which ticks are missing',
    play: async ({ mail }) => {
      await mail.getByRole('button', { name: 'Confirmar los dos hechos' }).click();
      await mail.getByRole('alert').getByText('Marca las dos casillas.').waitFor();
      await mail.getByRole('alert').getByRole('link', { name: 'La dirección ana.garcia@contoso.es pertenece a la compañía.' }).waitFor();
      await findNoFaults(mail);
      await takePicture(mail.locator('html'), '06-verification-es');
    },
  },
  {
    who: 'mail', title: 'the contact confirms both facts',
    play: async ({ mail }) => {
      await mail.getByLabel('Contoso Iberia, S.L. se inscribió en el programa.').check();
      await mail.getByLabel('La dirección ana.garcia@contoso.es pertenece a la compañía.').check();
      await mail.getByRole('button', { name: 'Confirmar los dos hechos' }).click();
      await mail.getByRole('heading', { name: 'Gracias, queda confirmado' }).waitFor();
    },
  },
];

const end: readonly Step[] = [
  {
    who: 'admin', title: 'the review arrives in the channel, in English',
    play: async ({ admin }) => {
      const review = await admin.card('Contoso Iberia, S.L. asks to be enrolled');
      await review.shows('Calle Mayor 5, 28013, Madrid', 'Carmen Ruiz', 'Ana García', 'Approve', 'Reject', 'Ask for more');
      await takePicture(review.frame, '07-review-en');
    },
  },
  {
    who: 'admin', title: 'the admin approves, and the card in the channel says so',
    play: async ({ admin }) => {
      await (await admin.card('Contoso Iberia, S.L. asks to be enrolled')).presses('Approve');
      // Her own answer and the copy for everybody arrive in any order; both say it.
      await (await admin.card('Contoso Iberia, S.L. · Approved')).shows('Olivia Prado', 'Show present state');
    },
  },
  {
    who: 'partner', title: 'the partner is told, and becomes admin agent',
    play: async ({ partner }) => {
      const notice = await partner.card('Tu compañía está aprobada');
      await takePicture(notice.frame, '08-notice-es');
      await notice.presses('Abrir la inscripción');
      await (await partner.card('Aprobada')).presses('Darme el rol de agente de administración');
      await (await partner.card('Aprobada')).shows('Ya tienes el rol de agente de administración.', 'Firmar el contrato');
    },
  },
  {
    who: 'partner', title: 'the agreement counts only with its tick, and then it is signed',
    play: async ({ partner }) => {
      await (await partner.card('Aprobada')).presses('Firmar el contrato');
      const agreement = await partner.card('Contrato de Partner de Microsoft (MPA)');
      await takePicture(agreement.frame, '09-agreement-es');
      await agreement.presses('Aceptar');
      await agreement.shows('La casilla no está marcada.');
      await agreement.ticks('He leído la versión');
      await agreement.presses('Aceptar');
      await (await partner.card('Inscrita')).shows('Firmado. Tu compañía puede operar en CSP.');
    },
  },
  {
    who: 'partner', title: 'the status shows the end, in Spanish',
    play: async ({ partner }) => {
      await partner.says('/estado');
      const status = await partner.card('Inscrita');
      await status.shows('La inscripción está completa. Tu compañía es revendedor indirecto.', 'está firmado: Carmen Ruiz', 'Lo que ha pasado hasta ahora');
      await takePicture(status.frame, '10-status-es');
    },
  },
  {
    who: 'partner', title: 'the same status in English, after /language en',
    play: async ({ partner }) => {
      await partner.says('/language en');
      await (await partner.card('What would you like to do?')).shows('Indirect providers', 'What next?');
      await partner.says('/status');
      const status = await partner.card('Enrolled');
      await status.shows('The enrolment is complete. Your company is an indirect reseller.', 'is signed: Carmen Ruiz', 'What happened so far');
      await takePicture(status.frame, '11-status-en');
    },
  },
];

export const story: readonly Step[] = [...beginning, ...form, ...confirmation, ...end, ...partnering, ...serving];

/** The list looks for new mail by itself. */
async function openLetter(mail: Page, mailUrl: string, subject: string): Promise<void> {
  await mail.bringToFront();
  await mail.goto(mailUrl);
  await mail.getByRole('link', { name: subject }).first().click();
  await mail.getByRole('heading', { name: subject }).waitFor();
}
