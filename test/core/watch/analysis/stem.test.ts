import { describe, expect, it } from 'vitest';
import { fold } from '../../../../core/watch/analysis/fold.ts';
import { danishStem, englishStem } from '../../../../core/watch/analysis/stem.ts';

/** Words of a row are inflections of one; those of different rows must stay apart. */
const DANISH = [
  'udsende udsender udsendes udsendt udsendte udsendelse udsendelser udsendelsen',
  'minister ministre ministeren ministrene ministerens ministrenes',
  'forsvarsminister forsvarsministre forsvarsministeren',
  'fly flyet flyene flyenes flyets flys',
  'kampfly kampflyet kampflyene kampflyenes',
  'mand mænd manden mændene mænds mandens',
  'nordmand nordmænd nordmændene',
  'soldat soldater soldaten soldaterne soldaternes soldats',
  'mission missionen missioner missionerne missionernes missionens',
  'styrke styrken styrker styrkerne styrkernes',
  'øvelse øvelsen øvelser øvelserne',
  'fregat fregatten fregatter fregatterne',
  'skib skibet skibe skibene skibenes',
  'kabel kabler kablet kablerne',
  'søkabel søkabler søkablet',
  'bidrag bidraget bidragene',
  'bataljon bataljonen bataljoner bataljonens',
  'indsats indsatsen indsatser indsatserne',
  'lufthavn lufthavnen lufthavne lufthavnene',
  'enhed enheden enheder enhederne',
  'officer officerer officeren officererne',
  'drone dronen droner dronerne',
  'konstabel konstabler konstablen konstablerne konstablens',
  'instruktør instruktøren instruktører instruktørerne',
  'observatør observatører observatørerne',
  'barn barnet børn børnene børns',
  'skolebarn skolebørn',
  'kraft kraften kræfter kræfterne',
  'våben våbnet våbnene våbens våbnenes',
  'atomvåben atomvåbnene',
  'trussel trusler truslen truslerne',
  'fængsel fængsler fængslet fængslerne',
  'forsvarsministerium forsvarsministeriet forsvarsministerier forsvarsministeriets',
  'komité komiteen komitéer komiteerne komiteens',
  'hærarmé hærarméen hærarméer',
  'Østersø Østersøen Østersøens',
  'Tromsø Tromsøs',
  'halvø halvøen halvøer halvøens',
  'ødelægge ødelægger ødelagt ødelagde ødelagte ødelæggelse',
  'synke synker sank sunket',
  'skyde skyder skød skudt',
  'dræbe dræber dræbt dræbte dræbes',
  'Nato Natos',
  'Danmark Danmarks',
];
const ENGLISH = [
  'deploy deploys deployed deploying deployment deployments',
  'defence defense defences',
  'mission missions',
  'soldier soldiers',
  'officer officers',
  'office offices',
  'major majors',
  'majority majorities',
  'send sends sent sending',
  'serviceman servicemen',
  'army armies',
  'navy navies',
  'withdraw withdraws withdrew withdrawal withdrawing withdrawn',
  'fly flies flew flying',
  'aircraft aircrafts',
  'centre center centres centers',
  'airport airports',
  'child children',
  'crisis crises',
  'spokesman spokesmen',
  'sink sinks sank sunk sinking',
  'strike strikes struck striking',
  'shoot shoots shot shooting',
  'Yemen',
  'drone drones',
];

describe('stems', () => {
  for (const [language, stem, table] of [
    ['Danish', danishStem, DANISH],
    ['English', englishStem, ENGLISH],
  ] as const) {
    for (const row of table) {
      it(`are one for the ${language} forms ${row}`, () => {
        expect(new Set(row.split(' ').map((word) => stem(fold(word)))).size).toBe(1);
      });
    }
    it(`tell different ${language} words apart`, () => {
      const stems = table.map((row) => stem(fold(row.split(' ')[0] ?? '')));
      expect(new Set(stems).size).toBe(table.length);
    });
  }

  it('leave alone what is no plain word, however long', () => {
    for (const word of ['f16', 'u.s', 'x', 'a'.repeat(100_000)]) {
      expect(danishStem(word)).toBe(word);
      expect(englishStem(word)).toBe(word);
    }
  });
});
