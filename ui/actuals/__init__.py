"""The boxes and files in which it is told what really happened.

boxes       boxes for what really happened
crm         leads from a file of the CRM, as figures of the chosen day
day         what is told of the fair
doubted     what is asked about a figure far from the one before, or from the planned one
held        the fair at hand as the visitor changes it: record, evaluation and guesses, and saving
             them, which `ui.book.at_hand.save` does part by part
invoices    costs from invoices
leads       boxes for the leads, in total or by buying phase
notes       what is said of the figures of all days together
still_open  who may still go on, of leads in total, said all at once
unsaved     what is typed and not saved yet stays in the browser it was typed in, until it is
             saved
"""
