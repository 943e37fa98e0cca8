/**
 * Danish and English abbreviations after which a full stop ends no sentence, folded and without their
 * last stop. (Those with a stop inside, like `bl.a.` and `U.S.`, and single letters need no listing.)
 */
export const ABBREVIATIONS: ReadonlySet<string> = new Set(
  [
    'adm adj afd ang apr art aug ca cirka dec dep dir div doc dr eks ekskl etc evt fa feb ff fl forb fork fors gl',
    'gdr gen hhv hr inc inkl int iflg jan jf jr jul jun kap kgl kl kpt kr ltd lt maj maks mar max mdr mfl mia mht mill',
    'min mio mr mrs ms mv nov nr obs okt omtr opr osv pct pga pk pr prof red ref rev sek sen sep sept sgt skt sml st str',
    'stk tel tlf vedr vol vs approx bn brig capt cmdr co col comm corp cpl cpt dept det est ft fwd gov govt hon lieut mln',
    'mt mph no nos op oct para pfc pg pp pres pvt reg rep reps rtd sec secy sgd sr supt univ dlrs pros',
  ].flatMap((line) => line.split(' ')),
);
