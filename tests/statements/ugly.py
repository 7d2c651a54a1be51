"""Statements that nobody has seen before, of our own making: as banks and small networks of several countries write."""

BANK = (
    '"Umsatzübersicht Geschäftskonto";"DE00 0000 0000 0000 0000 00"\r\n'
    '"Zeitraum:";"01.03.2026 - 31.03.2026"\r\n'
    "\r\n"
    '"Buchungstag";"Valuta";"Auftraggeber";"Verwendungszweck";"Soll";"Haben";"Währung";"Saldo"\r\n'
    '"02.03.2026";"02.03.2026";"Möbelhaus Nord";"Provision Februar";"";"1.234,56";"EUR";"5.234,56"\r\n'
    '"09.03.2026";"09.03.2026";"Gärtnerei Süd";"Provision KW 9";"";"87,50";"EUR";"5.322,06"\r\n'
    '"17.03.2026";"17.03.2026";"Möbelhaus Nord";"Rückbuchung Storno";"34,06";"";"EUR";"5.288,00"\r\n'
    '"30.03.2026";"30.03.2026";"Gärtnerei Süd";"Provision KW 12";"";"12,00";"EUR";"5.300,00"\r\n'
    '"";"";"";"";"";"Endsaldo";"EUR";"5.300,00"\r\n'
)
"""A German bank: cp1252, title lines, money out beside money in, the balance, and a line of it at the end."""

FRENCH = (
    "Date de commande\tRéférence\tAnnonceur\tMontant de la vente\tCommission\tStatut\n"
    "3 févr. 2026\tFR-0001\tLibrairie Étoile\t1 200,00 €\t60,00 €\tValidée\n"
    "14 août 2026\tFR-0002\tLibrairie Étoile\t89,90 €\t4,50 €\tEn attente\n"
    "1er déc. 2026\tFR-0003\tMaison Dubois\t40,00 €\t2,00 €\tAnnulée\n"
    "25 déc. 2026\tFR-0004\tMaison Dubois\t10,00 €\t0,50 €\tÀ vérifier\n"
)
"""A French network: month names, narrow blanks in numbers, a status word that no list knows."""

SIGNED = (
    "Posted,Ref,Text,D/C,Amount USD\n"
    "03/14/2026,T-9001,Partner payout March,C,250.00\n"
    "03/15/2026,T-9002,Chargeback order 881,D,40.00\n"
    "03/28/2026,T-9003,Partner payout bonus,C,(5.00)\n"
)
"""An American payer: the sign in a column of its own, month first, and one amount in brackets."""

TITLED = (
    "Partner earnings report\n"
    "Generated 2026-04-01 by the partner portal\n"
    "\n"
    "Day,Shop,Order,Basket,Fee,Fee\n"
    "2026-03-01,Kettle Shop,K-1,100.00,5.00,USD\n"
    "2026-03-02,Kettle Shop,K-2,30.00,1.50-,USD\n"
    "2026-03-31,Trail Outfitters,K-3,12.00,0.60,USD\n"
    "Total,,,142.00,4.10,\n"
    "Rows: 3,,,,,\n"
)
"""Title lines, two columns of one name, a trailing minus, and two lines below the rows."""

PIPED = (
    "Transaktion|Kunde|Umsatz|Ganze|Cent|Zeit\n"
    "4711-a|Café Zürich|1'200.00|60|05|2026-03-02 10:00:00\n"
    "4711-b|Bäckerei Öhler|12.50|0|62|2026-03-02 11:30:00\n"
    "4711-c|Café Zürich|-12.50|-0|62|2026-03-09 09:15:00\n"
)
"""Separated by strokes, in cp1252, Swiss thousands, and the commission split into wholes and hundredths."""
