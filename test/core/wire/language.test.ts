import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tellLanguage } from '../../../core/wire/language.ts';
import { describeShared, sharedPath } from '../../shared.ts';

describe('the language of a text', () => {
  it.each([
    [
      'da',
      'Fregatten sejlede tirsdag fra Korsør med 120 mand om bord, og den ventes hjem igen efter tre måneder.',
    ],
    ['da', 'Politiet efterlyser en 14-årig dreng, som ikke er blevet set, siden han gik fra skole mandag.'],
    [
      'en',
      'The frigate left Korsør on Tuesday with a crew of 120, and is expected home again in three months.',
    ],
    ['en', 'It is a good day for the harbour, says the mayor, who has waited for the ship since spring.'],
    [
      'no',
      'Fregatten seilte fra Haakonsvern tirsdag, og den ventes hjem igjen etter tre måneder, sier sjefen nå.',
    ],
    ['no', 'Eg veit ikkje kva dei har gjort, men det er ikkje noko vi kan snakke om før ho kjem heim.'],
    [
      'sv',
      'Fregatten lämnade Karlskrona på tisdagen och väntas inte hem igen förrän efter tre månader, säger hon.',
    ],
    [
      'de',
      'Die Fregatte ist am Dienstag ausgelaufen und wird erst nach drei Monaten wieder in den Hafen kommen.',
    ],
    [
      'nl',
      'Het fregat is dinsdag vertrokken en komt pas na drie maanden weer terug in de haven van Den Helder.',
    ],
    [
      'fr',
      'La frégate a quitté le port mardi avec un équipage de 120 marins et ne sera pas de retour avant trois mois.',
    ],
    [
      'es',
      'La fragata salió el martes del puerto con una tripulación de 120 personas y no volverá hasta el verano.',
    ],
    [
      'it',
      'La fregata è partita martedì dal porto con un equipaggio di 120 persone e non tornerà prima di tre mesi.',
    ],
    [
      'pt',
      'A fragata deixou o porto na terça-feira com uma tripulação de 120 pessoas e não volta antes de três meses.',
    ],
    [
      'fi',
      'Fregatti lähti satamasta tiistaina, ja sen odotetaan palaavan vasta kolmen kuukauden kuluttua, mutta ei enää.',
    ],
  ])('tells %s: %s', (language, text) => {
    expect(tellLanguage(text)).toBe(language);
  });

  it('calls machine-translated English with Danish words left in it English', () => {
    const text =
      'The soldiers from Gardehusarregimentet shall be udsendt for the second time, says forsvarsministeren ' +
      'after the meeting in forligskredsen, where the beslutningsforslag was put forward with a broad majority.';
    expect(tellLanguage(text)).toBe('en');
  });

  it('does not guess where the text says too little', () => {
    for (const text of [
      '',
      'Nato',
      '2-1 0-3 4-4 1-1',
      'Мы вернулись домой поздно вечером, и было темно.',
      'qxz wvk '.repeat(40),
    ]) {
      expect(tellLanguage(text)).toBe('und');
    }
  });

  it('takes no language for another because of one word', () => {
    expect(tellLanguage('Warszawa będzie mieć nowy most')).toBe('und');
  });

  it('tells short Danish and Norwegian by how they are spelt', () => {
    expect(tellLanguage('Fregatten sejler torsdag til Skagen, oplyser rederiet til avisen.')).toBe('da');
    expect(tellLanguage('Rederiet kjøper et skip til Skagen, ifølge avisen.')).toBe('no');
  });

  it('is not led astray by names and figures in a price list', () => {
    expect(
      tellLanguage('Vestas 104,2\nNovo Nordisk 512,0\nMaersk B 11.230\nDanske Bank 201,4\nDSV 1.402'),
    ).toBe('und');
  });

  it('answers any text with one of its languages, in the same way every time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(tellLanguage(text)).toMatch(/^(?:da|en|no|sv|de|nl|fr|es|it|pt|fi|und)$/);
        expect(tellLanguage(text)).toBe(tellLanguage(text));
      }),
    );
  });
});

describeShared('the language of the gold stories', 'gold/stories.jsonl', () => {
  it('is right for every Danish, English and machine-translated story', () => {
    const stories = readFileSync(sharedPath('gold/stories.jsonl'), 'utf8').trim().split('\n');
    const wrong = stories
      .map((line): { id: string; language: string; text: string } => JSON.parse(line))
      .filter(({ language, text }) => tellLanguage(text) !== language.replace('en-mt', 'en'));
    expect(stories.length).toBeGreaterThan(50);
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });
});
