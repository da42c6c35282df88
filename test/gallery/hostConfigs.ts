/**
 * How Teams shows a card in each of its themes. Sizes and spacing are those of the host configuration that Microsoft publishes for Teams (and its
 * Playground uses); colours are those of Teams' present themes, because the published ones date from an older Teams.
 */

import type { JsonObject } from '../../bot/cards/load.ts';

export const themes = ['light', 'dark', 'contrast'] as const;
export type Theme = (typeof themes)[number];

type Colour = 'default' | 'dark' | 'light' | 'accent' | 'good' | 'warning' | 'attention';
type Ground = 'default' | 'emphasis' | 'accent' | 'good' | 'warning' | 'attention';
type Palette = {
  readonly text: Readonly<Record<Colour, string>>;
  /** Of text that is subtle and of no colour. */
  readonly subtle: string;
  readonly ground: Readonly<Record<Ground, string>>;
  readonly line: string;
};

const palettes: Readonly<Record<Theme, Palette>> = {
  light: {
    text: { default: '#242424', dark: '#242424', light: '#ffffff', accent: '#5b5fc7', good: '#237b4b', warning: '#835c00', attention: '#c4314b' },
    subtle: '#616161',
    ground: { default: '#ffffff', emphasis: '#f5f5f5', accent: '#e8ebfa', good: '#e7f2da', warning: '#fbf6d9', attention: '#fcf4f6' },
    line: '#d1d1d1',
  },
  dark: {
    text: { default: '#ffffff', dark: '#1f1f1f', light: '#ffffff', accent: '#9299f7', good: '#92c353', warning: '#f8d22a', attention: '#f9838f' },
    subtle: '#adadad',
    ground: { default: '#292929', emphasis: '#1f1f1f', accent: '#2f2f4a', good: '#052505', warning: '#4a1e04', attention: '#3b0509' },
    line: '#666666',
  },
  // [DESIGN] One ground for all, as in the contrast themes of Windows: whatever only a colour says, is not said here.
  contrast: {
    text: { default: '#ffffff', dark: '#ffffff', light: '#ffffff', accent: '#ffff01', good: '#ffffff', warning: '#ffffff', attention: '#ffffff' },
    subtle: '#ffffff',
    ground: { default: '#000000', emphasis: '#000000', accent: '#000000', good: '#000000', warning: '#000000', attention: '#000000' },
    line: '#ffffff',
  },
};

/** Below the headings of the gallery: page, area, card, state. */
const HEADING_LEVEL = 5;

const fontSizes = { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 };
const fontWeights = { lighter: 200, default: 400, bolder: 600 };

export function hostConfig(theme: Theme): JsonObject {
  const { line } = palettes[theme];
  return {
    choiceSetInputValueSeparator: ',',
    supportsInteractivity: true,
    spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: line },
    imageSizes: { small: 32, medium: 52, large: 100 },
    fontTypes: {
      default: { fontFamily: "'Segoe UI', Tahoma, Geneva, Verdana, sans-serif", fontSizes, fontWeights },
      monospace: { fontFamily: "'Courier New', Courier, monospace", fontSizes, fontWeights },
    },
    textStyles: { heading: { fontType: 'default', size: 'large', weight: 'bolder', color: 'default', isSubtle: false } },
    textBlock: { headingLevel: HEADING_LEVEL },
    containerStyles: containerStyles(palettes[theme]),
    actions: {
      maxActions: 6, spacing: 'Default', buttonSpacing: 8, showCard: { actionMode: 'Inline', inlineTopMargin: 16, style: 'emphasis' },
      preExpandSingleShowCardAction: false, actionsOrientation: 'Horizontal', actionAlignment: 'Left', allowButtonsToWrap: true,
    },
    adaptiveCard: { allowCustomStyle: false },
    imageSet: { imageSize: 'Medium', maxImageHeight: 100 },
    factSet: {
      title: { size: 'Default', color: 'Default', isSubtle: false, weight: 'Bolder', wrap: true },
      value: { size: 'Default', color: 'Default', isSubtle: false, weight: 'Default', wrap: true },
      spacing: 16,
    },
  };
}

function containerStyles({ text, subtle, ground, line }: Palette): JsonObject {
  const foregroundColors = Object.fromEntries(Object.entries(text).map(([name, colour]) => [name, { default: colour, subtle: name === 'default' ? subtle : colour }]));
  return Object.fromEntries(Object.entries(ground).map(([name, backgroundColor]) => [name, { backgroundColor, borderColor: line, foregroundColors }]));
}
