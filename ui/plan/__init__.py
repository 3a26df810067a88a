"""The Plan page: inputs beside the answer and its reasons.

budget    the table of costs, and the goal
files     the files that a plan is read from
from_crm  the plan learns from the leads of the last fair, out of a file of the CRM
invoices  costs from invoices
learned   what a plan learned: before, after, and from what
optional  what a plan may have or not: a row is added, and left out
origins   where a number of a plan was learned
panels    blocks of the answer
plans     which plan is on the screen, and its file
rows      parameter -> widgets -> belief
sidebar   the inputs beside the answer, in the order of the funnel
tables    tables and remarks under the answer
"""
