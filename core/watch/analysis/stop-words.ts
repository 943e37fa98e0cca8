/** Words so common in Danish or English that they say nothing by themselves; folded. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  [
    'af alle alt anden at blev blive bliver da de dem den denne der deres det dette dig din disse dog du efter eller en end er et',
    'for fra ham han hans har havde have hende hendes her hos hun hvad hvis hvor i ikke ind jeg jer jo kan kunne man mange med',
    'meget men mig min mine mit mod ned noget nogle nu naar og ogsaa om op os over paa saa sadan selv sig sin sine sit skal skulle',
    'som til ud under var vi vil ville vor vaere vaeret a about after all also an and any are as be been but by can could did do',
    'does each from had has he her him his how if in into is it its may me more most my no not of on one or other our out said',
    'say she should so some such than that the their them then there these they this to up us was we were what when which who',
    'will with would you your',
  ].flatMap((line) => line.split(' ')),
);
