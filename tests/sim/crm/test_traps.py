"""Small files that mislead: each was once read wrong without a question, none is any more.

Expected is the furthest stage of open leads and orders, who is lost, and the money; a question
where only the user knows.
"""

from __future__ import annotations

from datetime import date

import pytest

from sim import ScenarioError
from sim.actuals.actuals import LEADS
from sim.crm.reading import Reading, asks, check, left_out, read, value_of
from sim.crm.sheet import standing

ON = date(2026, 11, 15)


def reading(text: str) -> Reading:
    return read(text.replace(" / ", "\n").encode())


def told(text: str, day: date | None = None) -> str:
    """As `qu1 or1 L2 v500`, every stage by its first two letters."""
    opened = reading(text)
    stood = standing(opened.sheet, day)
    parts = [f"{stage[:2]}{n}" for stage in LEADS if (n := stood.furthest[stage])]
    parts += [f"L{stood.lost}"] * bool(stood.lost)
    value = value_of(opened, stood)
    return " ".join([*parts, *([f"v{value:g}"] if value else [])])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # One odd cell drops no column of a step.
        ("Bedrijf;Offerte;Order / A;12/11/2026;- / B;12/11/2026;20/11/2026", "qu1 or1"),
        ("Bedrijf;Opgevolgd;Offerte;Order / A;10/10/2026;12/11/2026;nee / B;10/10/2026;12/11/2026;"
         "20/11/2026", "qu1 or1"),
        ("Bedrijf;Offerte verstuurd;Order / A;ja, 12/11;nee / B;ja;ja", "qu1 or1"),
        ("Bedrijf;Opgevolgd op;Offerte op / A;12 okt 2026;12 nov / B;13 okt 2026;", "fo1 qu1"),
        # Headings of steps in other words.
        ("Société;RDV téléphonique;Visite / A;oui;non / B;oui;oui", "ca1 vi1"),
        ("Bedrijf;Bezoek gebracht;Order binnen / A;✓;✗ / B;✓;✓", "vi1 or1"),
        ("Nom;Contacté le;Date d'envoi du devis / A;12/10/2026; / B;12/10/2026;13/11/2026",
         "fo1 qu1"),
        ("Company;Called;Met;Quoted;Ordered / A;yes;yes;yes;yes / B;yes;no;no;no", "fo1 or1"),
        ("Bedrijf;Offertenr;Ordernr / A;OF1;SO1 / B;OF2; / C;;", "co1 qu1 or1"),
        ("Bedrijf;Gebeld door;Bezocht door / A;SA;TW / B;SA; / C;;", "co1 fo1 vi1"),
        # What was planned has not been done; an appointment that was planned was made.
        ("Bedrijf;Bezoek gepland op;Order op / A;05/12/2026; / B;06/12/2026;07/12/2026", "co1 or1"),
        ("Bedrijf;Afspraak gepland op;Order op / A;05/11/2026; / B;;", "co1 ca1"),
        # A flag, a default, a previous stage, a reason beside the status.
        ("Company;Stage;Active / A;Won;True / B;New;True", "co1 or1"),
        ("Naam;Fase;Actief / A;Offerte;WAAR / B;Offerte;ONWAAR", "qu1 L1"),
        ("Full Name;Status;Qualification Status / A;Quotation;Unqualified / B;Open;Unqualified",
         "co1 qu1"),
        ("Company;Status;Status Reason / A;Open;Contacted / B;Open;New", "co1 fo1"),
        ("Bedrijf;Vorige fase;Huidige fase / A;Offerte verstuurd;Gewonnen / B;Nieuw;Offerte",
         "qu1 or1"),
        ("Company;Stage;Lost reason / A;Quote sent;Too expensive / B;New;", "co1 L1"),
        # Headings of the stage by parts, and names as programs have them inside.
        ("Company;status_label / A;Customer / B;Bad Fit", "or1 L1"),
        ("Bedrijf;Forecastfase;Forecaststatus / A;Offerte uitgebracht;Gewonnen / B;Nieuw;Lopend",
         "co1 or1"),
        ("dealname;dealstage / A;closedwon / B;contractsent", "qu1 or1"),
        ("Bedrijf;Stand;Status / A;Hal 3;Nieuw / B;Hal 3;Offerte", "co1 qu1"),
        # Money: thousands, VAT, words that are money where nothing else is.
        ("Bedrijf;Fase;Omzet (k€) / A;Order;18", "or1 v18000"),
        ("Bedrijf;Fase;Waarde (x 1.000 EUR) / A;Order;18", "or1 v18000"),
        ("Bedrijf;Fase;Bedrag / A;Order;12,5k", "or1 v12500"),
        ("Bedrijf;Fase;Bedrag incl. btw;Bedrag excl. btw / A;Order;121;100", "or1 v100"),
        ("Bedrijf;Fase;Btw-bedrag;Bedrag / A;Order;21;100", "or1 v100"),
        ("Firma;Status;Brutto;MwSt;Netto / A;Gewonnen;119;19;100", "or1 v100"),
        ("Société;Statut;Montant TVAC;Montant HTVA / A;Gagné;121;100", "or1 v100"),
        ("Firma;Status;Auftragssumme / A;Gewonnen;100", "or1 v100"),
        ("Bedrijf;Fase;Werkelijke opbrengst;Geschatte opbrengst / A;Order;90;100", "or1 v90"),
        ("Company;Stage;Amount;Weighted amount / A;Won;100;90", "or1 v100"),
        ("Company;Stage;Annual revenue / A;Won;5000000", "or1"),
        ("Company;Stage;Amount;Amount in company currency;Currency / A;Won;100;92;USD / "
         "B;Won;50;50;EUR", "or2 v142"),
        # Reports with subtotals, footers behind a total.
        ("Stage;Opportunity;Account;Amount / Won;A;X;100 / ;B;Y;50 / Subtotal;;Sum;150 / "
         ";;Count;2 / Lost;C;Z;70 / Subtotal;;Sum;70 / ;;Count;1 / Total;;Sum;220", "or2 L1 v150"),
        ("Bedrijf;Status;Orderwaarde / A;Order;100 / Totaal;;100 / Aantal leads: 1;; / "
         "Bron: eigen telling;;", "or1 v100"),
        ("Bedrijf;Status;Orderwaarde / A;Order;100 / Gemiddeld;;100 / Aantal;1;", "or1 v100"),
        # Numbers and names that are no step and no money.
        ("Naam;Bedrijf;Telefoonnummer / A;Aa;0470 11 11 11 / B;Bb;", "co2"),
        ("Besucher-Nr.;Vorname;Nachname;Firma / 1001;A;B;C / 1002;D;E;F", "co2"),
        ("Opportunity ID;Name;Status / 1;A;New / 2;B;Won", "co1 or1"),
        ("Kunde;Status;Auftragsnummer;Betrag / A;Gewonnen;20261;1500 / B;Angebot gesendet;;900",
         "qu1 or1 v1500"),
        ("Klant;Fase;Slagingskans / A;Offerte uitgebracht;0 / B;Offerte uitgebracht;100",
         "or1 L1"),
        ("Société;Statut;CA commande HT / A;Gagné;8 450,00 / B;Perdu;", "or1 L1 v8450"),
        ("Bedrijf;Status;Geraamd bedrag;Gerealiseerd bedrag / A;Gewonnen;14000;13450",
         "or1 v13450"),
        ("Naam;Status;Bedrag forecast / A;Offerte;5000 / B;Gescoord;16750", "qu1 or1 v16750"),
        ("Klant;Offertedatum;Offertebedrag excl. BTW;Besteldatum;Bestelbedrag excl. BTW / "
         "A;26/10/2026;10200;9/11/2026;9900 / B;26/10/2026;5000;;", "qu1 or1 v9900"),
        ("Persoon - Naam;Persoon - Organisatie;Persoon - E-mail - Werk / A;X;a@x.example", "co1"),
        # Groups with a name in their sums, parts of a lead under a header of their own.
        ("Verkoper;Klant;Status;Orderbedrag / Jan;Alders;Order;100 / Subtotaal Jan;1;;100 / "
         "Petra;Cuyp;Nieuw; / Subtotaal Petra;1;;0", "co1 or1 v100"),
        ("Name;Subitems;Owner;Status;Value / A;Bellen;Jill;New;100 / "
         "Subitems;Name;Owner;Status;Date / ;Bellen;Jill;Won;2026-10-12 / B;;Jill;Won;200",
         "co1 or1 v200"),
        ("Naam;Subitems;Bedrijf;Status / A;Nabellen;X;Nieuw / Subitems;Naam;Eigenaar;Status / "
         ";Nabellen;Jill;Bezig / B;;Y;Offerte", "co1 qu1"),
        # Words.
        ("Bedrijf;Status / A;nog te bellen / B;à contacter / C;to call", "co3"),
        ("Bedrijf;Status / A;gebeld, geen gehoor / B;Contact gemaakt", "fo2"),
        ("Bedrijf;Status / A;Contact gehad / B;Gebeld / C;Called", "fo3"),
        ("Bedrijf;Status / A;Afspraak op 3 december / B;Offerte", "ca1 qu1"),
        ("Nom;Statut / A;Fermée - Non convertie / B;Fermée - Convertie", "fo1 L1"),
    ],
)  # fmt: skip
def test_a_file_that_misleads_is_read_right(text: str, expected: str) -> None:
    assert told(text) == expected
    assert not asks(reading(text))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Bedrijf;Offerte;Order / A;ja;misschien / B;ja;ja", ["word"]),
        ("Bedrijf;Offerte;Order / A;ja;wacht op akkoord / B;ja;ja / C;nee;nee", ["word"]),
        ("Bedrijf;Fase;Status / A;Nieuw;Goedgekeurd / B;Order;Goedgekeurd", ["word"]),
        ("Company;Stage;Status / A;New;Accepted / B;Won;Rejected", ["word", "word"]),
        ("Bedrijf;Status / A;Gesloten / B;Offerte", ["word"]),
        ("Bedrijf;Status / A;Gebeld, niet happig / B;Offerte", ["word"]),
        ("Bedrijf;Status / A;Intake / B;Traject loopt", ["word", "word"]),
        ("Name;Company;Order date;Ticket type / A;X;2026-09-10;Free / B;Y;2026-09-11;Free / "
         "C;Z;2026-09-12;Paid", ["column"]),
        ("Naam;Bezoekdatum / A;06-10-2026 / B;07-10-2026 / C;08-10-2026", ["column"]),
        ("Nom;Étape;Date de relance / A;Nouveau;02/12/2026 / B;Nouveau;", ["column"]),
        ("Bedrijf;Traject;Status / A;Order;open / B;Iets;open / C;Offerte;open",
         ["column", "word", "against"]),
        ("Bedrijf;Offertebedrag;Orderbedrag / A;1000;900 / B;1000; / C;;", ["column", "column"]),
        ("Bedrijf;Fase;Bedrag;Munt / A;Gewonnen;100;€ / B;Gewonnen;50;$", ["currency"]),
        ("Person - Name;Person - Organization;Person - Open deals;Person - Won deals;"
         "Person - Lost deals / A;X;1;0;0 / B;Y;0;1;0 / C;Z;0;0;2", ["column", "column"]),
        ("Fase;Aantal / Nieuw;40 / Offerte;9 / Order;5", ["summary"]),
        ("Bedrijf;Wie;Wat / A;x;Offerte verstuurd / B;y;Gewonnen", ["column"]),
        ("Bedrijf;Fase;Waarde;Bedrag / A;Order;100;90", ["money"]),
    ],
)  # fmt: skip
def test_what_only_the_user_knows_is_asked(text: str, what: list[str]) -> None:
    assert [ask.what for ask in asks(reading(text))] == what


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Company;Stage;Amount;Won date / A;Won;100;2026-11-20 / B;Quote sent;50;", "co1 qu1"),
        ("Deal - Title;Deal - Stage;Deal - Status;Deal - Won time / A;Proposal Made;Won;2026-11-20"
         " / B;Contact Made;Open;", "fo1 qu1"),
    ],
)  # fmt: skip
def test_before_its_order_a_lead_stood_where_its_word_says(text: str, expected: str) -> None:
    assert told(text, ON) == expected


@pytest.mark.parametrize(
    "text",
    ["Firma;Status;Erstellt am / A;Neu;08.10.2026 / B;Neu;12.10.2026",
     "Bedrijf;Status;Aangemaakt op / A;Nieuw;08-10-2026 / B;Nieuw;12-10-2026",
     "Société;Statut;Créé le / A;Nouveau;08/10/2026 / B;Nouveau;12/10/2026"],
)  # fmt: skip
def test_where_the_headers_are_not_english_the_day_comes_first(text: str) -> None:
    assert not asks(reading(text), date(2026, 10, 10))
    assert told(text, date(2026, 10, 10)) == "co1"


def test_what_is_no_list_of_leads_is_refused() -> None:
    opened = reading("Factuurnr;Datum;Omschrijving;Netto / 1;08-10-2026;Standbouw;10000")
    with pytest.raises(ScenarioError) as caught:
        check(opened)
    assert caught.value.code == "no_leads"


def test_orders_without_a_column_of_money_are_not_said_to_lack_it() -> None:
    opened = reading("Bedrijf;Status / A;Order / B;Nieuw")
    assert not left_out(opened, standing(opened.sheet))
    priced = reading("Bedrijf;Status;Bedrag / A;Order; / B;Order;5")
    assert [(one.why, one.rows) for one in left_out(priced, standing(priced.sheet))] == [
        ("unpriced", 1)
    ]
