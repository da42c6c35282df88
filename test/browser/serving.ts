/** The third part of the story on the screens: the reseller invites a customer together with its provider in English, the customer accepts on a web page and the provider orders in Spanish, and a relationship ends. Each step is one check. */

import { findNoFaults, takePicture } from './chromium.ts';
import type { Cast, Step } from './story.ts';

const CUSTOMER = 'Woodgrove Viveros';

const inviting: readonly Step[] = [
  {
    who: 'partner', title: 'the reseller invites a customer from the card of its provider, and gets a draft with a personal link',
    play: async ({ partner }) => {
      await partner.says('/partnerships');
      await (await partner.card('Indirect providers')).opens('Distribuciones Norte');
      await (await partner.card('Distribuciones Norte')).presses('Invite a customer jointly');
      const form = await partner.card('Invite a customer');
      await form.fills({ 'E-mail address of the customer': 'wanda.rios' });
      await form.ticks('Spanish');
      await form.presses('Make the draft');
      await form.shows('This is not one complete e-mail address.');
      await form.fills({ 'E-mail address of the customer': 'wanda.rios@woodgrove-viveros.example' });
      await form.presses('Make the draft');
      const draft = await partner.card('Draft of a joint invitation with Distribuciones Norte');
      await draft.shows('The personal link is in the text, once.', 'Open in e-mail', 'Enlace sends nothing.');
      await takePicture(draft.frame, '24-invitation-draft-en');
      await draft.presses('Done');
      await (await partner.card('Waiting for an answer')).shows('Noted: you have sent it.', 'Your company and Distribuciones Norte');
    },
  },
  {
    who: 'mail', title: 'the customer opens the link on a phone, signs in, and accepts both partners, with the box ticked',
    play: async (cast) => {
      const { mail } = cast;
      const link = await invitationLink(cast);
      await mail.bringToFront();
      await mail.goto(`${link}?lang=es`);
      await mail.setViewportSize({ width: 320, height: 900 });
      await mail.getByRole('heading', { level: 1, name: 'Contoso Iberia y Distribuciones Norte quieren trabajar con tu compañía' }).waitFor();
      await mail.getByRole('link', { name: 'Iniciar sesión para responder' }).click();
      await mail.getByRole('button', { name: 'Wanda Ríos' }).click();
      await mail.getByRole('button', { name: 'Aceptar', exact: true }).click();
      await mail.getByRole('alert').getByText('La casilla no está marcada.').waitFor();
      await mail.getByLabel('He leído lo que podrán hacer').check();
      await mail.getByRole('button', { name: 'Aceptar', exact: true }).click();
      await mail.getByRole('heading', { level: 1, name: 'Tu compañía ha aceptado a Contoso Iberia y Distribuciones Norte' }).waitFor();
      await findNoFaults(mail);
    },
  },
  {
    who: 'partner', title: 'the reseller is told, and finds the customer behind the invitation',
    play: async ({ partner }) => {
      await (await partner.card(`${CUSTOMER} has accepted your invitation`)).presses('Open the invitation');
      const invitation = await partner.card('Accepted');
      await invitation.shows(`Wanda Ríos (${CUSTOMER})`);
      await invitation.presses('Open the customer');
      const customer = await partner.card(CUSTOMER);
      await customer.shows('Active relationship since', 'accepted by Wanda Ríos', 'Ask the provider');
      await takePicture(customer.frame, '25-customer-en');
    },
  },
];

const OFFER = 'Dynamics 365 Sales Professional';
const LICENCES = `${OFFER} · de 1 a 5000 · 1 año`;

const ordering: readonly Step[] = [
  {
    who: 'provider', title: 'the provider finds the customer in its list, and orders; a quantity that may mean two things is asked about',
    play: async ({ provider }) => {
      await provider.says('/clientes');
      await (await provider.card('Clientes')).opens(CUSTOMER);
      await (await provider.card(CUSTOMER)).presses('Agregar suscripción');
      const lines = await provider.card('Suscripciones nuevas');
      await lines.fills({ [LICENCES]: '1.000' });
      await lines.chooses({ 'Revendedor indirecto que recibe el crédito': 'Contoso Iberia' });
      await lines.presses('Siguiente: revisión');
      await lines.shows('puede ser una cantidad o mil veces más');
      await takePicture(lines.frame, '26-order-es');
      await lines.fills({ [LICENCES]: '10' });
      await lines.presses('Siguiente: revisión');
    },
  },
  {
    who: 'provider', title: 'the order is reviewed, attested and submitted once, and completed moments later',
    play: async ({ provider }) => {
      const review = await provider.card('Revisión');
      await review.shows(`10 × ${OFFER}`, '4567890');
      await review.presses('Enviar');
      await review.shows('no está marcada');
      await review.ticks('Declaro que mi compañía actúa en este pedido');
      await takePicture(review.frame, '27-review-es');
      await review.presses('Enviar');
      const order = await provider.card(CUSTOMER);
      await order.shows('El pedido se ha enviado.');
      await order.presses('Mirar otra vez');
      await order.shows('Todas las suscripciones están activas.');
    },
  },
  {
    who: 'provider', title: 'who manages, who earns and who answers stay three things',
    play: async ({ provider }) => {
      await provider.says('/acreditar woodgrove');
      const credit = await provider.card(`Quién recibe los incentivos de ${OFFER}`);
      await credit.presses('Comprobar');
      await credit.shows('Comprobado, sin guardar nada');
      await credit.presses('Quién hace qué');
      const access = await provider.card(`Quién hace qué para ${CUSTOMER}`);
      await access.shows('Administra la cuenta', 'Recibe los incentivos', 'Contoso Iberia · MPN 4567890', 'Atiende al cliente');
      await takePicture(access.frame, '28-access-es');
    },
  },
];

const ending: readonly Step[] = [
  {
    who: 'partner', title: 'the reseller sees the order that it is credited with',
    play: async ({ partner }) => {
      await partner.says('/orders');
      await (await partner.card('Orders')).opens(CUSTOMER);
      await (await partner.card(CUSTOMER)).shows('Completed', 'Distribuciones Norte', `10 × ${OFFER}`);
    },
  },
  {
    who: 'partner', title: 'a relationship is removed only with four attestations, and nobody is told',
    play: async ({ partner }) => {
      await partner.says('/remove-customer woodgrove');
      const removal = await partner.card(`Remove the relationship with ${CUSTOMER}`);
      await removal.shows('Enlace sends no notice of this to anybody.');
      await removal.presses('Remove relationship');
      await removal.shows('(CUS-14)');
      for (const statement of ['I decide this in good faith', 'There is a legitimate business purpose', 'It is in line with the agreement', 'My company defends Microsoft']) await removal.ticks(statement);
      await takePicture(removal.frame, '29-removal-en');
      await removal.presses('Remove relationship');
      await (await partner.card(CUSTOMER)).shows('Done: the relationship is removed.', 'To work together again, invite it once more');
    },
  },
  {
    who: 'provider', title: 'the provider still serves the customer',
    play: async ({ provider }) => {
      await provider.says('/clientes');
      await (await provider.card('Clientes')).opens(CUSTOMER);
      const customer = await provider.card(CUSTOMER);
      await customer.shows('Relación activa desde', `10 × ${OFFER}`);
      await takePicture(customer.frame, '30-customer-es');
    },
  },
];

export const serving: readonly Step[] = [...inviting, ...ordering, ...ending];

/** It stands on the card of the text, which can be shown again. */
async function invitationLink({ partner }: Cast): Promise<string> {
  await (await partner.card('Waiting for an answer')).presses('Show the text again');
  const text = await partner.card('The text of the mail');
  const [link] = /https?:\S+\/invitation\/[\w-]+/.exec(await text.frame.innerText()) ?? [];
  if (!link) throw new Error('The text of the invitation shows no personal link');
  await text.presses('Back');
  return link;
}
