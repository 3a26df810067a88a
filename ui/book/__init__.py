"""Fairs: the book of fairs, year by year.

actions  what a visitor does with the fairs in the book
at_hand  which fair a visit is about, and the versions it rests on: `save` puts one part into the
         book, whoever changed it (an evaluation: `ui.actuals.held`)
blocks   blocks of every page that works on the book
cards    one fair in the list
files    its files for other systems: a calendar, a CRM
names    name, year and series of a fair, as somebody types them
page     the book of fairs
put      the plan on the screen, and the fair of the book that it goes into
read     what the book says of a fair
scores   how good the forecasts of the book were
today    where a fair stands on a day
years    the same fair over the years
"""
