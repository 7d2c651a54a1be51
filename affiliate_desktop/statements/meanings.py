"""Words that statements in several languages use: for what a column holds, for statuses, for kinds of earning."""

from affiliate_desktop.statements.model import Field

COLUMN_WORDS: dict[Field, str] = {
    Field.DATE: (
        "date|transaction date|event date|sale date|order date|click date|created|created at|time|datetime|day|"
        "booking date|value date|posting date|transaction time|purchase date|"
        "datum|transaktionsdatum|buchungsdatum|buchungstag|bestelldatum|tag|valuta|wertstellung|"
        "fecha|fecha de operación|fecha de transacción|data|data operazione|data transakcji|data da transação|"
        "date de transaction|date d'opération|date opération|date de commande|date de vente|date comptable|jour|"
        "dato|transactiedatum|besteldatum|tarih|dátum|datums"
    ),
    Field.EXTERNAL_ID: (
        "id|order|order no|order no.|invoice|invoice number|"
        "transaction id|transactionid|trans id|action id|event id|order id|reference|ref id|receipt|order number|"
        "transaktions-id|transaktionscode|bestellnummer|vorgang|vorgangsnummer|referenz|auftragsnummer|belegnummer|"
        "référence|n° de transaction|numéro de commande|id de transaction|id transacción|número de pedido|"
        "id transazione|transactie-id|ordernummer|id transakcji"
    ),
    Field.COMMISSION: (
        "commission|commission amount|earnings|earning|payout|action earnings|publisher commission|ad fees|amount|"
        "total commission|net|credit|credit amount|money in|paid in|deposit|"
        "provision|provisionsbetrag|vergütung|betrag|verdienst|gutschrift|haben|eingang|"
        "comisión|importe|abono|commissione|importo|accredito|montant|montant de la commission|commissions|gain|gains|"
        "crédit|comissão|valor|commissie|bedrag|vergoeding|prowizja|kwota|provize|provisjon|komisyon|jutalék"
    ),
    Field.SALE_AMOUNT: (
        "sale amount|sale|sales|order value|order amount|revenue|price|gross|transaction amount|total|basket|"
        "bestellwert|umsatz|warenwert|verkaufspreis|einkaufswert|brutto|warenkorb|importe de venta|ventas|"
        "montant de la vente|montant de la commande|chiffre d'affaires|panier|vente|importo vendita|vendita|"
        "orderwaarde|omzet|wartość zamówienia"
    ),
    Field.CURRENCY: "currency|currency code|payout currency|commission currency|währung|moneda|devise|valuta|"
    "moeda|waluta|divisa|monnaie",
    Field.STATUS: "status|state|transaction status|action status|commission status|zustand|bearbeitungsstatus|"
    "estado|statut|état|stato|stan|situação",
    Field.SUB_ID: (
        "sub id|subid|sub-id|sub_id|subid1|sub id 1|sub id1|sid|click ref|clickref|click reference|u1|afftrack|"
        "tracking id|tracking-id|custom id|epi|label|campaign|kampagne|campagne|campaña|campagna|unterkennung"
    ),
    Field.PROGRAM: (
        "program|program name|advertiser|advertiser name|merchant|merchant name|campaign name|store|brand|shop|"
        "programm|partnerprogramm|händler|anunciante|annonceur|programme|marchand|enseigne|inserzionista|negozio|"
        "adverteerder|payer|auftraggeber|client"
    ),
    Field.PRODUCT: "product|product name|item|item name|name|title|description|artikel|produkt|beschreibung|sku|"
    "produit|désignation|libellé|producto|descripción|prodotto|descrizione|omschrijving|verwendungszweck|"
    "buchungstext|details|memo",
    Field.QUANTITY: "quantity|qty|items|units|menge|anzahl|stück|cantidad|quantité|quantità|aantal|ilość",
    Field.EVENT: "event|event type|commission type|action type|conversion type|goal|ereignis|ereignistyp|"
    "provisionsart|type d'événement|tipo de evento",
    Field.DEBIT: "debit|debit amount|money out|paid out|withdrawal|soll|belastung|lastschrift|ausgang|abbuchung|"
    "débit|cargo|addebito|débito|af|reversal amount|clawback|storno|stornobetrag",
    Field.CENTS: "cents|cent|pence|rappen|centimes|céntimos|centesimi",
    Field.SIGN: "d/c|c/d|dc|dr/cr|cr/dr|debit/credit|credit/debit|s/h|soll/haben|soll-haben|+/-|sign|vorzeichen|"
    "sens|segno|signo|af/bij|af bij|debit credit|soll haben",
}
ANY_AMOUNT = frozenset(
    {
        "amount",
        "net",
        "credit",
        "credit amount",
        "money in",
        "paid in",
        "deposit",
        "betrag",
        "gutschrift",
        "haben",
        "eingang",
        "importe",
        "abono",
        "importo",
        "accredito",
        "montant",
        "crédit",
        "valor",
        "bedrag",
        "kwota",
    }
)
"""Names of commissions that are as well those of any amount; a name that only a commission has goes first."""
BALANCES = frozenset({"balance", "running balance", "saldo", "kontostand", "solde", "bilancio", "saldo final", "sald"})
"""Columns of amounts that are nobody's earnings."""

_STATUSES = {
    "pending": (
        "pending|open|new|tracked|waiting|under review|on hold|delayed|offen|ausstehend|in bearbeitung|in prüfung|"
        "en attente|en cours|pendiente|en espera|in attesa|in sospeso|in behandeling|oczekuje|pendente"
    ),
    "approved": (
        "approved|confirmed|locked|validated|accepted|valid|closed|bestätigt|genehmigt|freigegeben|akzeptiert|"
        "validé|validée|confirmé|confirmée|approuvé|approuvée|accepté|acceptée|aprobado|aprobada|confirmado|"
        "confirmada|validado|approvato|approvata|confermato|confermata|goedgekeurd|zatwierdzony|zatwierdzona|aprovado"
    ),
    "paid": (
        "paid|settled|paid out|bezahlt|ausgezahlt|payé|payée|réglé|réglée|pagado|pagada|pagato|pagata|betaald|"
        "zapłacony|zapłacona|wypłacona|pago"
    ),
    "reversed": (
        "reversed|declined|rejected|cancelled|canceled|void|voided|refunded|denied|returned|invalid|chargeback|"
        "storniert|abgelehnt|zurückgewiesen|ungültig|annulé|annulée|refusé|refusée|rejeté|rejetée|remboursé|"
        "cancelado|cancelada|rechazado|rechazada|anulado|annullato|annullata|rifiutato|rifiutata|afgekeurd|"
        "geannuleerd|odrzucony|odrzucona|anulowana|recusado"
    ),
}
STATUS_WORDS = {word: status for status, words in _STATUSES.items() for word in words.split("|")}

_EVENTS = {
    "sale": "sale|sales|order|purchase|verkauf|bestellung|kauf|vente|commande|venta|vendita|verkoop|sprzedaż",
    "signup": "lead|leads|signup|sign-up|sign up|registration|install|anmeldung|registrierung|inscription|registro|"
    "registrazione|aanmelding|trial",
    "project": "project|milestone|hourly|fixed price|projekt|projet|proyecto|progetto",
    "bonus": "bonus|incentive|bounty|prämie|prime|premio|tier bonus",
}
EVENT_WORDS = {word: event for event, words in _EVENTS.items() for word in words.split("|")}

_TOTALS = (
    "total totals sum subtotal summe gesamt gesamtsumme zwischensumme endsumme totaal totale totaux suma saldo solde "
    "razem totalt"
)
TOTAL_WORDS = frozenset(_TOTALS.split())
"""How a line of sums below the rows begins."""
