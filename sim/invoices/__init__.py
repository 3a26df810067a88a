"""Invoices of suppliers as Peppol sends them: what each line costs, and for which line of a budget.

budget    which line of a budget an invoice's line is for, by words in common
document  XML of others, opened so that it can do no harm
invoice   what an invoice says, and that its lines come to its amount
ubl       an invoice or a credit note in UBL 2.1, read
"""
